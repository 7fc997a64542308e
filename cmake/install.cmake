# SPDX-License-Identifier: BSL-1.0
include(CMakePackageConfigHelpers)

set(package_directory ${CMAKE_INSTALL_DATADIR}/cmake/aludel)

install(TARGETS aludel EXPORT aludelTargets FILE_SET HEADERS FILE_SET clients)
install(EXPORT aludelTargets NAMESPACE aludel:: DESTINATION ${package_directory})

configure_package_config_file(
    ${CMAKE_CURRENT_LIST_DIR}/aludelConfig.cmake.in ${PROJECT_BINARY_DIR}/aludelConfig.cmake
    INSTALL_DESTINATION ${package_directory}
    NO_SET_AND_CHECK_MACRO)

# Until 1.0 a minor version may break what stood in the one before.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/aludelConfigVersion.cmake
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)

# Headers alone need no library; connections call their clients', where these were found.
set(aludel_pc_libs)
if(SQLite3_FOUND)
    string(APPEND aludel_pc_libs -lsqlite3)
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/aludel.pc.in ${PROJECT_BINARY_DIR}/aludel.pc @ONLY)

install(FILES
        ${PROJECT_BINARY_DIR}/aludelConfig.cmake
        ${PROJECT_BINARY_DIR}/aludelConfigVersion.cmake
        ${CMAKE_CURRENT_LIST_DIR}/aludelClients.cmake
        ${CMAKE_CURRENT_LIST_DIR}/AludelMigrations.cmake
        ${CMAKE_CURRENT_LIST_DIR}/AludelRenderSql.cmake
        ${CMAKE_CURRENT_LIST_DIR}/aludel_cli.cpp
        ${CMAKE_CURRENT_LIST_DIR}/aludel_migrations.cpp.in
        ${CMAKE_CURRENT_LIST_DIR}/aludel_migrations_models.cpp.in
        ${CMAKE_CURRENT_LIST_DIR}/aludel_migrations_verified.cpp.in
        ${CMAKE_CURRENT_LIST_DIR}/aludel_render_sql.cpp.in
    DESTINATION ${package_directory})
install(FILES ${PROJECT_BINARY_DIR}/aludel.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/aludel)
