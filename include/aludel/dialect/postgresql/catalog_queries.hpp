// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>
#include <aludel/base/name.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

// What is asked of the catalog (postgresql.org/docs/current/catalogs.html), of the current schema.

namespace aludel::inline v0_1::postgresql_dialect {

/// Of each table: name, comment, whether it is unlogged, storage parameters, tablespace, partition key, and whether it
/// is a partition.
inline constexpr std::string_view tables_query =
    "SELECT c.relname, obj_description(c.oid, 'pg_class'), c.relpersistence = 'u', array_to_string(c.reloptions, ', "
    "'), s.spcname, pg_get_partkeydef(c.oid), c.relispartition FROM pg_class c LEFT JOIN pg_tablespace s ON s.oid = "
    "c.reltablespace "
    "WHERE "
    "c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace ORDER BY c.oid";

/// Of each column: table, name, type, NOT NULL, default or expression, identity, generated, comment, start and
/// increment of its sequence, its collation if that is not the type's, the sequence that it owns, its enumeration, and
/// whether it is an array of that.
inline constexpr std::string_view columns_query =
    "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), "
    "a.attidentity, a.attgenerated, col_description(c.oid, a.attnum), s.seqstart, s.seqincrement, "
    "CASE WHEN a.attcollation <> t.typcollation THEN l.collname END, pg_get_serial_sequence(c.oid::regclass::text, "
    "a.attname), e.oid, t.typelem = e.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = "
    "c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON "
    "e.typtype "
    "= 'e' AND e.oid IN (t.oid, t.typelem) LEFT JOIN pg_collation l ON "
    "l.oid "
    "= a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum LEFT JOIN pg_sequence s ON "
    "a.attidentity <> '' AND s.seqrelid = pg_get_serial_sequence(c.oid::regclass::text, a.attname)::regclass WHERE "
    "c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace ORDER BY c.oid, a.attnum";

/// Of each column of a constraint, in order: table, constraint, kind, column, referenced table and column, actions,
/// deferrable, deferred, match, the expression of a check, whether it is valid, whether NULLs are equal, and the
/// definition of an exclusion constraint. Version 18 lists NOT NULL here as well; before 15 NULLs always differ.
inline constexpr std::string_view constraints_query =
    "SELECT c.relname, k.conname, k.contype, a.attname, f.relname, fa.attname, k.confdeltype, k.confupdtype, "
    "k.condeferrable, k.condeferred, k.confmatchtype, pg_get_expr(k.conbin, k.conrelid), k.convalidated, "
    "to_jsonb(i)->>'indnullsnotdistinct', CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid, true) END FROM "
    "pg_constraint k JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND "
    "k.contype = 'u' LEFT JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS part (own, other, place) ON "
    "k.contype NOT IN ('c', 'x') LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.own LEFT JOIN "
    "pg_class f ON f.oid = k.confrelid LEFT JOIN pg_attribute fa ON fa.attrelid = f.oid AND fa.attnum = part.other "
    "WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND c.relnamespace = current_schema()::regnamespace ORDER BY c.oid, "
    "k.contype <> 'p', k.oid, part.place";

/// Of each column of an index, in order: table, index, unique, method, part as SQL, whether it is a column, descending,
/// whether it is of the key, the condition, NULLs first, the collation if it is not the column's, the operator class if
/// it is not the type's, whether NULLs are equal, the storage parameters, and the tablespace. Indexes of constraints
/// are left out, and invalid ones.
inline constexpr std::string_view indexes_query =
    "SELECT c.relname, x.relname, i.indisunique, m.amname, CASE WHEN i.indkey[k - 1] <> 0 THEN a.attname ELSE "
    "pg_get_indexdef(i.indexrelid, k, true) END, i.indkey[k - 1] <> 0, k <= i.indnkeyatts AND i.indoption[k - 1] & 1 = "
    "1, k <= i.indnkeyatts, pg_get_expr(i.indpred, i.indrelid), k <= i.indnkeyatts AND i.indoption[k - 1] & 2 = 2, "
    "CASE WHEN k <= i.indnkeyatts AND i.indcollation[k - 1] <> coalesce(a.attcollation, 100) THEN (SELECT collname "
    "FROM pg_collation WHERE oid = i.indcollation[k - 1]) END, CASE WHEN k <= i.indnkeyatts THEN (SELECT opcname FROM "
    "pg_opclass WHERE oid = i.indclass[k - 1] AND NOT opcdefault) END, to_jsonb(i)->>'indnullsnotdistinct', "
    "array_to_string(x.reloptions, ', '), s.spcname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN "
    "pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam LEFT JOIN pg_tablespace s ON s.oid = "
    "x.reltablespace CROSS JOIN LATERAL (SELECT place::int AS k FROM unnest(i.indkey) WITH ORDINALITY AS part (number, "
    "place)) AS keys LEFT JOIN pg_attribute a ON a.attrelid = "
    "c.oid AND a.attnum = i.indkey[k - 1] WHERE c.relnamespace = current_schema()::regnamespace AND i.indisvalid AND "
    "NOT EXISTS (SELECT 1 FROM pg_constraint d WHERE d.conindid = i.indexrelid AND d.contype IN ('p', 'u', 'x')) ORDER "
    "BY c.oid, x.oid, k";

/// Of each view: name, query, whether it is materialized.
inline constexpr std::string_view views_query =
    "SELECT c.relname, pg_get_viewdef(c.oid, true), c.relkind = 'm' FROM pg_class c WHERE c.relkind IN ('v', 'm') AND "
    "c.relnamespace = current_schema()::regnamespace ORDER BY c.oid";

/// Of each trigger: name, table, definition, function and its body. Partitions have a copy of each of their table's.
inline constexpr std::string_view triggers_query =
    "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid, true), p.proname, p.prosrc FROM pg_trigger t JOIN pg_class c "
    "ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND "
    "coalesce(to_jsonb(t)->>'tgparentid', "
    "'0') = '0' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.oid, t.oid";

/// Of each value of an enumeration, in order: number and name of the type, and the value.
inline constexpr std::string_view enumerations_query =
    "SELECT t.oid, t.typname, v.enumlabel FROM pg_type t LEFT JOIN pg_enum v ON v.enumtypid = t.oid WHERE t.typtype = "
    "'e' ORDER BY t.oid, v.enumsortorder";

/// Of each object beside tables: its kind, name, the number of an enumeration or the start and increment of a sequence,
/// and the statement that creates a function. Those of extensions, columns and triggers are left out.
inline constexpr std::string_view objects_query =
    "SELECT 'enumeration', c.typname, c.oid, NULL, NULL FROM pg_type c WHERE c.typtype = 'e' AND c.typnamespace = "
    "current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = "
    "'e') "
    "UNION ALL SELECT 'sequence', c.relname, s.seqstart, s.seqincrement, NULL FROM pg_class c JOIN pg_sequence s ON "
    "s.seqrelid = "
    "c.oid WHERE c.relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE "
    "d.objid "
    "= c.oid AND d.deptype IN ('a', 'i', 'e')) UNION ALL SELECT 'extension', extname, NULL, NULL, NULL FROM "
    "pg_extension WHERE extname "
    "<> 'plpgsql' UNION ALL SELECT 'function', c.proname, NULL, NULL, pg_get_functiondef(c.oid) FROM pg_proc c WHERE "
    "c.prokind = 'f' AND c.pronamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend d "
    "WHERE "
    "d.objid = c.oid AND d.deptype = 'e') AND NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgfoid = c.oid AND "
    "g.tgname || '_body' = c.proname) ORDER BY 1, 2, 5";

/// What stands between the schema and the name of an object that is not in the current one.
inline constexpr char behind_schema = '\x1f';

/// Puts the schema before the names of the objects in a query that are not in the current one.
inline void put_schemas(std::string& query) {
    for (const std::string_view prefix : {"c.rel", "f.rel", "c.typ", "c.pro"}) {
        const std::string called = std::string(prefix) + "name";
        const std::string whole =
            "((SELECT CASE WHEN nspname = current_schema() THEN '' ELSE nspname || chr(31) END "
            "FROM pg_namespace WHERE oid = " +
            std::string(prefix) + "namespace) || " + called + ")";
        for (std::size_t position = query.find(called); position != query.npos;
             position = query.find(called, position)) {
            const char behind = query[position + called.size()];
            const bool is_whole = (behind == ',' || behind == ' ') && (position == 0 || query[position - 1] == ' ');
            if (is_whole) query.replace(position, called.size(), whole);
            position += is_whole ? whole.size() : called.size();
        }
    }
}

/// A query that looks into other schemas as well.
inline std::string looking_in(std::string_view query, const std::vector<std::string>& schemas) {
    constexpr std::string_view place = "= current_schema()::regnamespace";
    std::string result(query), names = "current_schema()::text";
    for (const std::string& each : schemas) {
        sql_text quoted;
        dialect::put_string(quoted, each);
        names += ", " + quoted.str();
    }
    if (!schemas.empty()) put_schemas(result);
    const std::string list = "IN (SELECT oid FROM pg_namespace WHERE nspname IN (" + names + "))";
    for (std::size_t position = result.find(place); !schemas.empty() && position != result.npos;
         position = result.find(place))
        result.replace(position, place.size(), list);
    return result;
}

/// A schema, and what it is called in what is read.
struct read_as {
    std::string schema, called;
};

/// Where a reader looks, besides the current schema, and what it calls what it finds there.
struct reading_scope {
    std::vector<std::string> schemas{};  ///< that are looked into
    std::vector<read_as> names{};        ///< of schemas in what is read
    op::list_view<name> namesakes{};     ///< what tables of several schemas are called in the history

    /// What a schema is called.
    [[nodiscard]] std::string_view called(std::string_view schema) const {
        for (const read_as& each : names)
            if (each.schema == schema) return each.called;
        return schema;
    }
};

/// An expression or query without the names of these schemas in front of others: the server writes one where it would
/// not find the name otherwise, and no two objects of a history have one name, except for these.
inline std::string without_schemas(std::string_view sql, const reading_scope& scope) {
    std::string result;
    const char* done = sql.data();
    for (syntax::tokenizer reader(sql, syntax::postgresql_lexicon); reader.peek().kind != syntax::token_kind::end;) {
        const syntax::token first = reader.take();
        if (!first.is_name() || !reader.peek().is('.')) continue;
        const read_as* known = nullptr;
        for (const read_as& each : scope.names)
            if (first.names(each.schema)) known = &each;
        if (known == nullptr) continue;
        result.append(done, first.text.data());
        done = reader.take().text.data() + 1;
        bool is_namesake = false;
        for (const name& each : scope.namesakes) is_namesake = is_namesake || reader.peek().names(each);
        if (!is_namesake) continue;
        result.append(known->called == known->schema ? std::string(first.text) : known->called) += '.';
    }
    return result.append(done, sql.data() + sql.size());
}

}  // namespace aludel::inline v0_1::postgresql_dialect
