# The fuzz targets, one for each source in tests/fuzz, for clang's libFuzzer: only what they feed is built, instrumented.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "MASTERBUS_FUZZ needs clang: cmake --preset fuzz")
endif()

set(fuzz_sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
file(GLOB fuzzed_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/worker/config/*.cpp
  ${PROJECT_SOURCE_DIR}/worker/http/address.cpp ${PROJECT_SOURCE_DIR}/worker/replication/*.cpp
  ${PROJECT_SOURCE_DIR}/worker/postgres/*.cpp)
add_library(fuzzed STATIC EXCLUDE_FROM_ALL ${fuzzed_sources})
target_include_directories(fuzzed PUBLIC ${PROJECT_SOURCE_DIR})
target_compile_options(fuzzed PUBLIC -fsanitize=fuzzer-no-link ${fuzz_sanitizers})
target_link_libraries(fuzzed PUBLIC PkgConfig::LIBPQ fmt::fmt spdlog::spdlog nlohmann_json::nlohmann_json
  PkgConfig::TOMLPLUSPLUS Threads::Threads masterbus_compiler)

add_custom_target(fuzz)
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/*.cpp)
foreach(source IN LISTS fuzz_sources)
  get_filename_component(name ${source} NAME_WE)
  add_executable(fuzz_${name} EXCLUDE_FROM_ALL ${source})
  target_link_libraries(fuzz_${name} PRIVATE fuzzed)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer,address,undefined)
  add_dependencies(fuzz fuzz_${name})
endforeach()
