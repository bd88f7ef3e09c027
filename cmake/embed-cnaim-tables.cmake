# Writes OUTPUT, a C++ header with the text of each CSV file of FOLDER: asset_k.csv becomes voltmetrics::cnaim::csv::asset_k.
# The library parses them while it is compiled, so that the published tables exist once.
file(GLOB tables ${FOLDER}/*.csv)
set(header "#pragma once\n\n#include <string_view>\n\nnamespace voltmetrics::cnaim::csv {\n")
foreach(table IN LISTS tables)
  file(READ ${table} text)
  get_filename_component(name ${table} NAME_WE)
  string(APPEND header "inline constexpr std::string_view ${name} = R\"csv(${text})csv\";\n")
endforeach()
string(APPEND header "}  // namespace voltmetrics::cnaim::csv\n")
file(WRITE ${OUTPUT} "${header}")
