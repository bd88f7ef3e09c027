# The test suites of `make test`. A suite whose folder holds no test yet is not registered.
set(tests_dir ${PROJECT_SOURCE_DIR}/tests)

function(masterbus_suite name timeout_s)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout_s} ENVIRONMENT "BUILD_DIR=${PROJECT_BINARY_DIR}")
endfunction()

file(GLOB_RECURSE unit_sources CONFIGURE_DEPENDS ${tests_dir}/unit/*.cpp)
# The calculation library has no threads.
if(NOT TARGET voltmetrics OR MASTERBUS_SANITIZE STREQUAL "thread")
  list(FILTER unit_sources EXCLUDE REGEX "/unit/voltmetrics")
endif()
if(NOT TARGET masterbus_worker)
  list(FILTER unit_sources EXCLUDE REGEX "/unit/worker")
endif()
if(unit_sources)
  find_package(GTest REQUIRED)
  find_package(nlohmann_json REQUIRED)
  add_executable(unit_tests ${unit_sources})
  target_include_directories(unit_tests PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/extension)
  target_compile_definitions(unit_tests PRIVATE TEST_DATA_DIR="${tests_dir}/data")
  target_link_libraries(unit_tests PRIVATE $<TARGET_NAME_IF_EXISTS:voltmetrics>
    $<TARGET_NAME_IF_EXISTS:masterbus_worker> masterbus_compiler nlohmann_json::nlohmann_json GTest::gtest_main)
  # Most of a build is spent on these; what they test is compiled as it is shipped.
  target_precompile_headers(unit_tests PRIVATE <gtest/gtest.h> <nlohmann/json.hpp>)
  if(NOT MASTERBUS_SANITIZE)
    target_compile_options(unit_tests PRIVATE -O0 -g0)
  endif()
  masterbus_suite(unit 300 unit_tests --gtest_brief=1)
endif()

# The suites below need the extension in a server.
if(NOT TARGET masterbus_extension)
  return()
endif()

# What a server with a sanitized extension is started with: the sanitizer's runtime, and what wakes it early enough.
if(MASTERBUS_SANITIZE MATCHES "address")
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libasan.so OUTPUT_VARIABLE sanitizer_runtime
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  file(REAL_PATH ${sanitizer_runtime} sanitizer_runtime)
  add_library(wake_sanitizer MODULE ${tests_dir}/server/wake_sanitizer.cpp)
  target_link_options(wake_sanitizer PRIVATE LINKER:-z,initfirst)
  file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/server-preload
    CONTENT "${sanitizer_runtime} $<TARGET_FILE:wake_sanitizer>\n")
endif()

masterbus_suite(symbols 30 ${PROJECT_SOURCE_DIR}/cmake/check-symbols $<TARGET_FILE:masterbus_extension>)

set(with_server ${tests_dir}/server/with-server)
file(GLOB sql_tests CONFIGURE_DEPENDS ${tests_dir}/sql/*/*.sql)
list(TRANSFORM sql_tests REPLACE "^.*/([^/]+)/[^/]+$" "\\1" OUTPUT_VARIABLE sql_families)
list(REMOVE_DUPLICATES sql_families)
foreach(family IN LISTS sql_families)
  masterbus_suite(sql-${family} 300 ${with_server} ${tests_dir}/sql/run ${family})
endforeach()

file(GLOB examples CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sql/examples/*.sql)
if(examples)
  masterbus_suite(sql-examples 300 ${with_server} ${tests_dir}/sql/run-examples)
endif()

file(GLOB isolation_specs CONFIGURE_DEPENDS ${tests_dir}/isolation/specs/*.spec)
if(isolation_specs)
  masterbus_suite(isolation 300 ${with_server} ${PROJECT_SOURCE_DIR}/cmake/isolation ${PG_PKGLIBDIR})
endif()

if(NOT TARGET masterbus)
  return()
endif()

file(GLOB e2e_tests CONFIGURE_DEPENDS ${tests_dir}/e2e/test_*.py)
foreach(test IN LISTS e2e_tests)
  get_filename_component(name ${test} NAME_WE)
  string(REPLACE test_ e2e- name ${name})
  masterbus_suite(${name} 480 /usr/bin/python3 -m pytest -q -p no:cacheprovider ${test})
endforeach()

# PostGIS is large; where it is not installed the tiles' test says so and is reported as skipped.
if(TEST e2e-tiles)
  set_tests_properties(e2e-tiles PROPERTIES SKIP_REGULAR_EXPRESSION "PostGIS is not installed")
endif()

masterbus_suite(faults 480 /usr/bin/python3 -m pytest -q -s -p no:cacheprovider ${tests_dir}/faults)

foreach(suite prisma typescript)
  masterbus_suite(${suite} 480 ${with_server} ${PROJECT_SOURCE_DIR}/cmake/with-node ${tests_dir}/e2e/${suite}/run)
  set_tests_properties(${suite} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()
