# The worker: everything but main() is a library, so that tests link it.
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)

# SQL that the program carries with it, so that one binary can set a database up.
set(embedded_sql ${PROJECT_BINARY_DIR}/generated/worker/embedded_sql.hpp)
set(embedded_sources ${PROJECT_SOURCE_DIR}/sql/roles.sql ${PROJECT_SOURCE_DIR}/sql/condoit/mapping.sql)
file(GLOB embedded_sources_here CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sql/roles.sql
  ${PROJECT_SOURCE_DIR}/sql/condoit/mapping.sql)
add_custom_command(OUTPUT ${embedded_sql}
  COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${embedded_sql}" "-DSOURCES=${embedded_sources}"
    -P ${PROJECT_SOURCE_DIR}/cmake/embed-sql.cmake
  DEPENDS ${embedded_sources_here} ${PROJECT_SOURCE_DIR}/cmake/embed-sql.cmake VERBATIM COMMENT "Embedding SQL")

set(schemas_folder ${PROJECT_SOURCE_DIR}/sql/threatmap/schemas)
set(embedded_schemas ${PROJECT_BINARY_DIR}/generated/worker/embedded_schemas.hpp)
file(GLOB schemas CONFIGURE_DEPENDS ${schemas_folder}/*.json)
add_custom_command(OUTPUT ${embedded_schemas}
  COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${embedded_schemas}" "-DFOLDER=${schemas_folder}"
    -P ${PROJECT_SOURCE_DIR}/cmake/embed-schemas.cmake
  DEPENDS ${schemas} ${PROJECT_SOURCE_DIR}/cmake/embed-schemas.cmake VERBATIM COMMENT "Embedding the documents' JSON Schemas")

file(GLOB_RECURSE worker_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/worker/*.cpp)
list(REMOVE_ITEM worker_sources ${PROJECT_SOURCE_DIR}/worker/main.cpp)
if(worker_sources)
  add_library(masterbus_worker STATIC ${worker_sources} ${embedded_sql} ${embedded_schemas})
  target_include_directories(masterbus_worker PUBLIC ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
  target_compile_definitions(masterbus_worker PUBLIC MASTERBUS_VERSION="${PROJECT_VERSION}")
  target_compile_definitions(masterbus_worker PUBLIC $<$<BOOL:${MASTERBUS_FAILPOINTS}>:MASTERBUS_FAILPOINTS>)
  target_link_libraries(masterbus_worker
    PUBLIC PkgConfig::LIBPQ fmt::fmt spdlog::spdlog nlohmann_json::nlohmann_json CLI11::CLI11 PkgConfig::TOMLPLUSPLUS
      OpenSSL::Crypto Threads::Threads
    PRIVATE PkgConfig::HTTPLIB PkgConfig::PROMETHEUS masterbus_compiler)
endif()

if(worker_sources AND EXISTS ${PROJECT_SOURCE_DIR}/worker/main.cpp)
  add_executable(masterbus ${PROJECT_SOURCE_DIR}/worker/main.cpp)
  target_link_libraries(masterbus PRIVATE masterbus_worker masterbus_compiler)
  install(TARGETS masterbus RUNTIME DESTINATION bin COMPONENT worker)
endif()
