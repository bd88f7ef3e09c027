# Writes OUTPUT, a C++ header with the text of each JSON Schema in FOLDER by its file's name without .json:
# masterbus::embedded::schemas, in the order of the names.
file(GLOB sources ${FOLDER}/*.json)
list(SORT sources)
set(header "#pragma once\n\n#include <string_view>\n\nnamespace masterbus::embedded {\n")
string(APPEND header "struct Schema {\n  std::string_view name, text;\n};\ninline constexpr Schema schemas[] = {\n")
foreach(source IN LISTS sources)
  get_filename_component(name ${source} NAME_WE)
  file(READ ${source} text)
  string(APPEND header "{\"${name}\", R\"embedded(${text})embedded\"},\n")
endforeach()
file(WRITE ${OUTPUT} "${header}};\n} // namespace masterbus::embedded\n")
