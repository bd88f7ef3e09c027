# Writes OUTPUT, a C++ header with the text of each of SOURCES: sql/roles.sql becomes masterbus::embedded::roles_sql,
# sql/condoit/mapping.sql becomes condoit_mapping_sql. A file that does not exist becomes an empty text.
set(header "#pragma once\n\n#include <string_view>\n\nnamespace masterbus::embedded {\n")
foreach(source IN LISTS SOURCES)
  set(text "")
  if(EXISTS ${source})
    file(READ ${source} text)
  endif()
  string(REGEX REPLACE "^.*/sql/" "" name ${source})
  string(MAKE_C_IDENTIFIER ${name} name)
  string(APPEND header "inline constexpr std::string_view ${name} = R\"embedded(${text})embedded\";\n")
endforeach()
string(APPEND header "} // namespace masterbus::embedded\n")
file(WRITE ${OUTPUT} "${header}")
