# What every target is compiled with: INTERFACE target masterbus_compiler.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(masterbus_compiler INTERFACE)
# A full and an incremental recalculation must give the same bits: no fused multiply-add anywhere.
target_compile_options(masterbus_compiler INTERFACE -Wall -Wextra -ffp-contract=off
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Woverloaded-virtual>
  # gcc 12 sees overlaps in std::string's operator+ that are not there (its bug 105651).
  $<$<AND:$<COMPILE_LANG_AND_ID:CXX,GNU>,$<CONFIG:Release>>:-Wno-restrict>
  # A newer compiler than Debian 12's knows more warnings: they are shown, and do not keep anybody from building.
  $<$<AND:$<BOOL:${MASTERBUS_WARNINGS_AS_ERRORS}>,$<VERSION_LESS:${CMAKE_CXX_COMPILER_VERSION},13>>:-Werror>)
if(MASTERBUS_SANITIZE)
  # With a sanitizer in between, gcc no longer sees what is initialised, in libstdc++'s own headers too.
  target_compile_options(masterbus_compiler INTERFACE -fsanitize=${MASTERBUS_SANITIZE} -fno-sanitize-recover=all
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
  target_link_options(masterbus_compiler INTERFACE -fsanitize=${MASTERBUS_SANITIZE})
endif()
