#include "worker/typegen/view.hpp"

#include <fmt/format.h>

#include <cctype>

namespace masterbus::typegen {
namespace {

constexpr TypeNames kTypes[] = {
    {"text", "string", "z.string()", "String", "", false},
    {"double precision", "number", "z.number()", "Float", "", false},
    {"integer", "number", "z.int32()", "Int", "", false},
    {"boolean", "boolean", "z.boolean()", "Boolean", "", false},
    {"timestamp with time zone", "Date", "z.date()", "DateTime", "@db.Timestamptz(6)", false},
    {"jsonb", "JsonValue", "z.json()", "Json", "", false},
    {"text[]", "string[]", "z.array(z.string())", "String", "", true},
    {"double precision[]", "number[]", "z.array(z.number())", "Float", "", true},
    {"integer[]", "number[]", "z.array(z.int32())", "Int", "", true}};

constexpr const char* kColumns = R"(
SELECT c.relname AS view, pg_catalog.obj_description(c.oid, 'pg_class') AS view_comment, a.attname AS name,
       pg_catalog.format_type(a.atttypid, NULL) AS type, pg_catalog.col_description(c.oid, a.attnum) AS comment
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'threatmap'::pg_catalog.regnamespace AND c.relkind = 'v'
ORDER BY c.relname, a.attnum)";

}  // namespace

const TypeNames& type_names(std::string_view sql, const std::string& where) {
  for (const TypeNames& type : kTypes) {
    if (sql == type.sql) return type;
  }
  throw UnknownType(where + " has type " + std::string(sql) + ", which no published column may have");
}

bool may_be_null(const std::string& comment) {
  const auto is_letter = [&](std::size_t at) { return std::isalpha(static_cast<unsigned char>(comment[at])) != 0; };
  for (auto at = comment.find("NULL"); at != std::string::npos; at = comment.find("NULL", at + 4)) {
    if ((at == 0 || !is_letter(at - 1)) && (at + 4 == comment.size() || !is_letter(at + 4))) return true;
  }
  return comment.empty();
}

std::vector<View> read_views(postgres::Connection& connection) {
  const auto rows = connection.exec(kColumns);
  std::vector<View> views;
  for (int row = 0; row < rows.rows(); ++row) {
    const std::string view(rows.text(row, "view"));
    const std::string name(rows.text(row, "name"));
    const std::string comment(rows.text(row, "comment"));
    if (views.empty() || views.back().name != view) {
      views.push_back({view, std::string(rows.text(row, "view_comment")), {}});
    }
    const auto where = fmt::format("threatmap.{}.{}", view, name);
    views.back().columns.push_back({name, &type_names(rows.text(row, "type"), where), may_be_null(comment), comment});
  }
  return views;
}

}  // namespace masterbus::typegen
