# The calculation library, and the extension over it: masterbus.so, its control file and its install script.
file(GLOB_RECURSE voltmetrics_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/extension/voltmetrics/*.cpp)
set(cnaim_folder ${PROJECT_SOURCE_DIR}/extension/voltmetrics/cnaim/tables)
set(cnaim_tables ${PROJECT_BINARY_DIR}/generated/voltmetrics/cnaim/csv_text.hpp)
file(GLOB cnaim_csv CONFIGURE_DEPENDS ${cnaim_folder}/*.csv)
add_custom_command(OUTPUT ${cnaim_tables}
  COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${cnaim_tables}" "-DFOLDER=${cnaim_folder}"
    -P ${PROJECT_SOURCE_DIR}/cmake/embed-cnaim-tables.cmake
  DEPENDS ${cnaim_csv} ${PROJECT_SOURCE_DIR}/cmake/embed-cnaim-tables.cmake VERBATIM COMMENT "Embedding the CNAIM tables")
if(voltmetrics_sources)
  add_library(voltmetrics STATIC ${voltmetrics_sources} ${cnaim_tables})
  target_include_directories(voltmetrics PUBLIC ${PROJECT_SOURCE_DIR}/extension
    PRIVATE ${PROJECT_BINARY_DIR}/generated)
  target_compile_options(voltmetrics PRIVATE -fno-exceptions -fno-rtti)
  target_link_libraries(voltmetrics PRIVATE masterbus_compiler)
  set_target_properties(voltmetrics PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
endif()

if(NOT MASTERBUS_EXTENSION)
  return()
endif()

set(extension_dir ${PROJECT_BINARY_DIR}/extension)
file(GLOB postgres_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/extension/postgres/*.cpp)
if(postgres_sources)
  add_library(masterbus_extension MODULE ${postgres_sources})
  target_include_directories(masterbus_extension PRIVATE ${PROJECT_SOURCE_DIR}/extension)
  target_include_directories(masterbus_extension SYSTEM PRIVATE ${PG_INCLUDEDIR_SERVER})
  target_compile_options(masterbus_extension PRIVATE -fno-exceptions -fno-rtti)
  target_link_libraries(masterbus_extension PRIVATE masterbus_compiler $<TARGET_NAME_IF_EXISTS:voltmetrics>)
  target_link_options(masterbus_extension PRIVATE
    LINKER:--version-script=${PROJECT_SOURCE_DIR}/cmake/exported-symbols.map LINKER:--as-needed)
  set_target_properties(masterbus_extension PROPERTIES OUTPUT_NAME masterbus PREFIX "" CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON LIBRARY_OUTPUT_DIRECTORY ${extension_dir}
    LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/exported-symbols.map)
  install(TARGETS masterbus_extension LIBRARY DESTINATION ${PG_PKGLIBDIR} COMPONENT extension)
endif()

set(install_script ${extension_dir}/masterbus--${PROJECT_VERSION}.sql)
set(install_script_parts ${PROJECT_SOURCE_DIR}/cmake/install-script-guard.sql)
foreach(family voltmetrics masterbus threatmap)
  file(GLOB parts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sql/${family}/*.sql)
  list(SORT parts)
  list(APPEND install_script_parts ${parts})
endforeach()
add_custom_command(OUTPUT ${install_script} COMMAND ${CMAKE_COMMAND} -E cat ${install_script_parts} > ${install_script}
  DEPENDS ${install_script_parts} VERBATIM COMMENT "Joining the install script masterbus--${PROJECT_VERSION}.sql")
add_custom_target(masterbus_sql ALL DEPENDS ${install_script})

configure_file(${PROJECT_SOURCE_DIR}/extension/masterbus.control.in ${extension_dir}/masterbus.control @ONLY)
file(GLOB update_scripts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sql/updates/*.sql)
install(FILES ${extension_dir}/masterbus.control ${install_script} ${update_scripts}
  DESTINATION ${PG_SHAREDIR}/extension COMPONENT extension)
install(FILES ${PROJECT_SOURCE_DIR}/sql/roles.sql DESTINATION ${PG_SHAREDIR}/masterbus COMPONENT extension OPTIONAL)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/sql/condoit DESTINATION ${PG_SHAREDIR}/masterbus COMPONENT extension
  USE_SOURCE_PERMISSIONS OPTIONAL PATTERN demo EXCLUDE)
