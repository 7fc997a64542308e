// SPDX-License-Identifier: BSL-1.0
// Reads a script for SQL*Plus by the grammar of PL/SQL: `node oracle.mjs FILE`. A statement ends with a line that is a
// slash; the commands of SQL*Plus itself are no SQL.
import { readFileSync } from "node:fs";
import * as antlr4 from "antlr4";
import * as plsql from "@griffithswaite/ts-plsql-parser";

const commands = /^(WHENEVER|SET DEFINE|SET SQLBLANKLINES|SET SQLPREFIX|EXIT|--).*\n/gm;
const statements = readFileSync(process.argv[2], "utf8").replace(commands, "").split(/^\/\n/m)
    .map((each) => each.trim()).filter((each) => each !== "");
let errors = 0;
for (const each of statements) {
    const lexer = new plsql.PlSqlLexer(new antlr4.CharStream(each.endsWith(";") ? each : each + ";"));
    const parser = new plsql.PlSqlParser(new antlr4.CommonTokenStream(lexer));
    const listener = {
        syntaxError(recognizer, symbol, line, column, message) {
            ++errors;
            console.log(`${each}\n${line}:${column}: ${message}`);
        },
        reportAmbiguity() {}, reportAttemptingFullContext() {}, reportContextSensitivity() {},
    };
    for (const reader of [lexer, parser]) {
        reader.removeErrorListeners();
        reader.addErrorListener(listener);
    }
    parser.sql_script();
}
console.log(`${statements.length} statements, ${errors} errors`);
process.exit(errors === 0 && statements.length !== 0 ? 0 : 1);
