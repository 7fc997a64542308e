# SPDX-License-Identifier: BSL-1.0
include_guard(GLOBAL)

set(ALUDEL_RENDER_SQL_TEMPLATE ${CMAKE_CURRENT_LIST_DIR}/aludel_render_sql.cpp.in CACHE INTERNAL "")

#[[
    aludel_render_sql(<target>
        HISTORY <expression>     the history, as the header spells it: shop::history
        HEADER <file>            relative to the current source directory, or to an include directory of <target>
        DIALECT <dialect>        sqlite
        OUTPUT <file>            relative to the current binary directory
        [RANGE <from>:<to>])     everything, unless told otherwise

Writes the SQL script of a history before <target> is built, and again when the header changes; a file that would stay
the same is not touched. A history that does not hold fails the build with the compiler's sentence. The header is
compiled with the include directories, definitions, options and libraries of <target>.
]]
function(aludel_render_sql target)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "" "HISTORY;HEADER;DIALECT;OUTPUT;RANGE" "")
    foreach(each IN ITEMS HISTORY HEADER DIALECT OUTPUT)
        if(NOT DEFINED ARG_${each})
            message(FATAL_ERROR "aludel_render_sql: ${each} is missing")
        endif()
    endforeach()
    if(ARG_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "aludel_render_sql: what is `${ARG_UNPARSED_ARGUMENTS}`?")
    endif()
    if(NOT TARGET ${target})
        message(FATAL_ERROR "aludel_render_sql: there is no target `${target}`")
    endif()
    if(NOT ARG_DIALECT MATCHES "^[a-z_][a-z0-9_.(), ]*$")
        message(FATAL_ERROR "aludel_render_sql: `${ARG_DIALECT}` is not a dialect, such as sqlite")
    endif()

    set(header ${ARG_HEADER})
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_HEADER})
        set(header ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_HEADER})
    endif()
    cmake_path(ABSOLUTE_PATH ARG_OUTPUT BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} NORMALIZE OUTPUT_VARIABLE output)
    set(range)
    if(DEFINED ARG_RANGE)
        set(range ", \"${ARG_RANGE}\"")
    endif()

    # A target may have any number of scripts.
    cmake_path(GET output FILENAME filename)
    cmake_path(GET output PARENT_PATH directory)
    string(MAKE_C_IDENTIFIER "${filename}" name)
    set(name ${target}_${name})
    if(TARGET ${name})
        message(FATAL_ERROR "aludel_render_sql: `${target}` has a script named `${filename}` already")
    endif()

    set(source ${CMAKE_CURRENT_BINARY_DIR}/aludel_render_sql/${name}.cpp)
    configure_file(${ALUDEL_RENDER_SQL_TEMPLATE} ${source} @ONLY)

    get_target_property(kind ${target} TYPE)
    set(prefix)
    if(kind STREQUAL "INTERFACE_LIBRARY")
        set(prefix INTERFACE_)
    endif()
    add_executable(${name}_writer ${source})
    target_include_directories(${name}_writer PRIVATE $<TARGET_PROPERTY:${target},${prefix}INCLUDE_DIRECTORIES>)
    target_compile_definitions(${name}_writer PRIVATE $<TARGET_PROPERTY:${target},${prefix}COMPILE_DEFINITIONS>)
    target_compile_options(${name}_writer PRIVATE $<TARGET_PROPERTY:${target},${prefix}COMPILE_OPTIONS>)
    target_link_options(${name}_writer PRIVATE $<TARGET_PROPERTY:${target},${prefix}LINK_OPTIONS>)
    target_link_libraries(${name}_writer PRIVATE $<TARGET_PROPERTY:${target},${prefix}LINK_LIBRARIES> aludel::aludel)

    # Ninja sees that the writer left the script alone; make asks the writer again, which leaves it alone again.
    add_custom_command(
        OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${directory}
        COMMAND ${name}_writer ${output}
        DEPENDS ${name}_writer
        COMMENT "Rendering ${filename}"
        VERBATIM)
    add_custom_target(${name} DEPENDS ${output})
    add_dependencies(${target} ${name})
endfunction()
