# SPDX-License-Identifier: BSL-1.0
# The targets that add a client library to aludel::aludel, each where its library is found. The build of Aludel and its
# installed package both read this file.

find_package(SQLite3 QUIET)
if(SQLite3_FOUND AND NOT TARGET aludel::sqlite3)
    add_library(aludel_sqlite3 INTERFACE)
    add_library(aludel::sqlite3 ALIAS aludel_sqlite3)
    target_link_libraries(aludel_sqlite3 INTERFACE aludel::aludel SQLite::SQLite3)
endif()

find_package(PostgreSQL QUIET)
if(PostgreSQL_FOUND AND NOT TARGET aludel::postgresql)
    add_library(aludel_postgresql INTERFACE)
    add_library(aludel::postgresql ALIAS aludel_postgresql)
    target_compile_definitions(aludel_postgresql INTERFACE ALUDEL_POSTGRESQL)
    target_link_libraries(aludel_postgresql INTERFACE aludel::aludel PostgreSQL::PostgreSQL)
endif()

# MariaDB Connector/C, for MariaDB and MySQL.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND AND NOT TARGET aludel::mariadb)
    pkg_check_modules(LIBMARIADB QUIET IMPORTED_TARGET libmariadb)
    if(TARGET PkgConfig::LIBMARIADB)
        add_library(aludel_mariadb INTERFACE)
        add_library(aludel::mariadb ALIAS aludel_mariadb)
        target_compile_definitions(aludel_mariadb INTERFACE ALUDEL_MARIADB)
        target_link_libraries(aludel_mariadb INTERFACE aludel::aludel PkgConfig::LIBMARIADB)
    endif()
endif()

find_package(Threads QUIET)
find_package(CLI11 QUIET)
if(CLI11_FOUND AND NOT TARGET aludel::cli)
    # The command line is the same for every history, and takes ten seconds: it is compiled once, in the project that
    # uses it, with its compiler and its flags.
    add_library(aludel_cli STATIC EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/aludel_cli.cpp)
    add_library(aludel::cli ALIAS aludel_cli)
    set_target_properties(aludel_cli PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_compile_definitions(aludel_cli INTERFACE ALUDEL_CLI_COMPILED)
    target_link_libraries(aludel_cli PUBLIC aludel::aludel CLI11::CLI11)
    if(TARGET aludel::sqlite3)
        target_link_libraries(aludel_cli PUBLIC aludel::sqlite3)
    endif()
    if(TARGET Threads::Threads)  # for many databases
        target_link_libraries(aludel_cli PUBLIC Threads::Threads)
    endif()
    # The tool speaks to PostgreSQL where the project asks for that: set(ALUDEL_POSTGRESQL ON) before Aludel is found.
    if(ALUDEL_POSTGRESQL)
        if(NOT TARGET aludel::postgresql)
            message(FATAL_ERROR "ALUDEL_POSTGRESQL is on, but libpq was not found (Debian: libpq-dev)")
        endif()
        target_link_libraries(aludel_cli PUBLIC aludel::postgresql)
    endif()
    if(ALUDEL_MARIADB)  # and MariaDB and MySQL, in the same way
        if(NOT TARGET aludel::mariadb)
            message(FATAL_ERROR "ALUDEL_MARIADB is on, but MariaDB Connector/C was not found (Debian: libmariadb-dev)")
        endif()
        target_link_libraries(aludel_cli PUBLIC aludel::mariadb)
    endif()
endif()
