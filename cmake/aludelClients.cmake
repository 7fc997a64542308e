# SPDX-License-Identifier: BSL-1.0
# The targets that add a client library to aludel::aludel, each where its library is found. The build of Aludel and its
# installed package both read this file.

find_package(SQLite3 QUIET)
if(SQLite3_FOUND AND NOT TARGET aludel::sqlite3)
    add_library(aludel_sqlite3 INTERFACE)
    add_library(aludel::sqlite3 ALIAS aludel_sqlite3)
    target_link_libraries(aludel_sqlite3 INTERFACE aludel::aludel SQLite::SQLite3)
endif()

find_package(CLI11 QUIET)
if(CLI11_FOUND AND NOT TARGET aludel::cli)
    add_library(aludel_cli INTERFACE)
    add_library(aludel::cli ALIAS aludel_cli)
    target_link_libraries(aludel_cli INTERFACE aludel::aludel CLI11::CLI11)
    if(TARGET aludel::sqlite3)
        target_link_libraries(aludel_cli INTERFACE aludel::sqlite3)
    endif()
endif()
