# SPDX-License-Identifier: BSL-1.0
include_guard(GLOBAL)

set(ALUDEL_MIGRATIONS_TEMPLATES ${CMAKE_CURRENT_LIST_DIR} CACHE INTERNAL "")

#[[
    aludel_add_migrations(<target>
        DIRECTORY <folder>        one header for each revision, and history.hpp, which names them all
        [MODELS <header>]         what the history is to lead to
        [DIALECTS <dialect>...]   the databases to write a script for: sqlite
        [HISTORY <expression>]    the history, as history.hpp spells it (history)
        [METADATA <expression>])  the models, as their header spells them (models)

Makes <target> the migration tool of that history, as `<tool> init` sets it up and `<tool> revision` adds to it. The
tool verifies the history when it runs, so it is built and lists what is wrong (`<tool> lint`) where the history does
not compile. <target>_verified, a part of `all`, has the compiler verify it, after the tool is built and has verified
the models. The script for each dialect is <target>.<dialect>.sql in the current binary directory, written by the tool.
With MODELS there is a test, <target>.check, which fails while the models and the history differ.

Paths are relative to the current source directory. More libraries, for `run` steps or in headers, are added to <target>
by target_link_libraries. A header in the folder whose revision is missing in history.hpp ends the configuration: such a
revision is easily lost where two branches are merged.
]]
function(aludel_add_migrations target)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "" "DIRECTORY;MODELS;HISTORY;METADATA" "DIALECTS")
    if(ARG_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "aludel_add_migrations: what is `${ARG_UNPARSED_ARGUMENTS}`?")
    endif()
    if(ARG_KEYWORDS_MISSING_VALUES)
        message(FATAL_ERROR "aludel_add_migrations: ${ARG_KEYWORDS_MISSING_VALUES} has no value")
    endif()
    if(NOT DEFINED ARG_DIRECTORY)
        message(FATAL_ERROR "aludel_add_migrations: DIRECTORY is missing")
    endif()
    if(TARGET ${target})
        message(FATAL_ERROR "aludel_add_migrations: there is a target `${target}` already")
    endif()
    if(NOT TARGET aludel::cli OR NOT TARGET aludel::sqlite3)
        message(FATAL_ERROR "aludel_add_migrations: the tool needs CLI11 and SQLite, and they were not found. "
            "On Debian: apt install libcli11-dev libsqlite3-dev")
    endif()
    cmake_path(ABSOLUTE_PATH ARG_DIRECTORY NORMALIZE OUTPUT_VARIABLE directory)
    set(header ${directory}/history.hpp)
    if(NOT EXISTS ${header})
        message(FATAL_ERROR "aludel_add_migrations: there is no ${header}. A tool's `init` makes a project with one")
    endif()
    aludel_require_all_revisions(${directory})

    # What goes into the sources that are made of templates.
    set(history history)
    if(DEFINED ARG_HISTORY)
        set(history ${ARG_HISTORY})
    endif()
    set(include_models)
    set(add_models)
    if(DEFINED ARG_MODELS)
        cmake_path(ABSOLUTE_PATH ARG_MODELS NORMALIZE OUTPUT_VARIABLE models)
        if(NOT EXISTS ${models})
            message(FATAL_ERROR "aludel_add_migrations: there is no ${models}")
        endif()
        set(include_models "#include \"${models}\"\n")
        set(metadata models)
        if(DEFINED ARG_METADATA)
            set(metadata ${ARG_METADATA})
        endif()
        string(CONCAT add_models
            "    tool.models = ${metadata}.view();\n    tool.has_models = true;\n"
            "    tool.models_header = \"${models}\";\n")
    elseif(DEFINED ARG_METADATA)
        message(FATAL_ERROR "aludel_add_migrations: METADATA without MODELS, the header that has it")
    endif()
    set(source ${CMAKE_CURRENT_BINARY_DIR}/aludel_migrations/${target})
    configure_file(${ALUDEL_MIGRATIONS_TEMPLATES}/aludel_migrations.cpp.in ${source}.cpp @ONLY)
    configure_file(${ALUDEL_MIGRATIONS_TEMPLATES}/aludel_migrations_models.cpp.in ${source}_models.cpp @ONLY)
    configure_file(${ALUDEL_MIGRATIONS_TEMPLATES}/aludel_migrations_verified.cpp.in ${source}_verified.cpp @ONLY)

    # What does not change with the history is compiled once: the library's headers, and the tool's commands in
    # aludel::cli.
    add_executable(${target} ${source}.cpp ${source}_models.cpp)
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${target} PRIVATE aludel::cli aludel::sqlite3)
    target_precompile_headers(${target} PRIVATE <aludel.hpp>)

    # With the flags of the tool, and after it: a build that fails here leaves a tool that can mend the history.
    add_library(${target}_verified OBJECT ${source}_verified.cpp)
    target_include_directories(${target}_verified PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${target}_verified PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
    target_compile_options(${target}_verified PRIVATE $<TARGET_PROPERTY:${target},COMPILE_OPTIONS>)
    target_link_libraries(${target}_verified PRIVATE $<TARGET_PROPERTY:${target},LINK_LIBRARIES>)
    target_precompile_headers(${target}_verified REUSE_FROM ${target})
    add_dependencies(${target}_verified ${target})

    # Options of people, in an aludel.ini above the binary directory, are not those of the build.
    file(WRITE ${source}.ini "")

    # The tool verifies the models: it has compiled them, and a second compilation would take as long as the first.
    if(DEFINED ARG_MODELS)
        add_custom_command(
            OUTPUT ${source}.models_verified
            COMMAND ${target} --config ${source}.ini lint --models --level error
            COMMAND ${CMAKE_COMMAND} -E touch ${source}.models_verified
            DEPENDS ${target}
            WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
            COMMENT "Verifying the models of ${target}"
            VERBATIM)
        add_custom_target(${target}_models_verified DEPENDS ${source}.models_verified)
        add_dependencies(${target}_verified ${target}_models_verified)
    endif()

    foreach(dialect IN LISTS ARG_DIALECTS)
        if(NOT dialect MATCHES "^[a-z_][a-z0-9_.(), ]*$")
            message(FATAL_ERROR "aludel_add_migrations: `${dialect}` is not a dialect, such as sqlite")
        endif()
        string(REGEX MATCH "^[a-z_0-9]+" name "${dialect}")
        add_custom_command(
            OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${target}.${name}.sql
            COMMAND ${target} --config ${source}.ini script --dialect ${dialect} --output ${target}.${name}.sql
            DEPENDS ${target}
            WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
            COMMENT "Writing ${target}.${name}.sql"
            VERBATIM)
        add_custom_target(${target}_${name}_sql ALL DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${target}.${name}.sql)
        add_dependencies(${target}_${name}_sql ${target}_verified)  # what the compiler says of a history comes first
    endforeach()

    if(DEFINED ARG_MODELS)
        add_test(NAME ${target}.check COMMAND ${target} --config ${source}.ini check --offline
            WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
    endif()
endfunction()

# Every header of the folder that defines a revision is included by history.hpp, and the revision is named there.
function(aludel_require_all_revisions directory)
    file(GLOB headers CONFIGURE_DEPENDS ${directory}/*.hpp)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${directory}/history.hpp)
    file(READ ${directory}/history.hpp history)
    foreach(header IN LISTS headers)
        cmake_path(GET header FILENAME name)
        file(STRINGS ${header} definitions REGEX "auto r_[A-Za-z0-9_]+ *=")
        if(name STREQUAL "history.hpp" OR NOT definitions)
            continue()
        endif()
        string(FIND "${history}" "\"${name}\"" at)
        if(at EQUAL -1)
            message(FATAL_ERROR "aludel_add_migrations: ${directory}/history.hpp does not include ${name}. "
                "Add it there, or remove the header")
        endif()
        foreach(definition IN LISTS definitions)
            string(REGEX REPLACE ".*auto (r_[A-Za-z0-9_]+).*" "\\1" variable "${definition}")
            if(NOT history MATCHES "[^A-Za-z0-9_]${variable}[^A-Za-z0-9_]")
                message(FATAL_ERROR "aludel_add_migrations: ${directory}/history.hpp includes ${name}, "
                    "but its history does not name ${variable}. Add it there")
            endif()
        endforeach()
    endforeach()
endfunction()
