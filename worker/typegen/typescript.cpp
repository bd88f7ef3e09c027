#include "worker/typegen/generators.hpp"
#include "worker/typegen/names.hpp"

namespace masterbus::typegen {
namespace {

constexpr const char* kHeader =
    R"(// Rows of ThreatMap's views, as the pg driver reads them, and its documents: written by "masterbus typegen" from the database's catalogue.
// A column may be null where its comment says NULL. Columns are only ever appended.

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
)";

std::string interface(const View& view) {
  std::string text = "\n" + doc_comment(view.comment, "") + "export interface " + row_name(view.name) + " {\n";
  for (const Column& column : view.columns) {
    text += doc_comment(column.comment, "  ") + "  " + property(column.name) + ": " + column.type->typescript +
            (column.nullable ? " | null;\n" : ";\n");
  }
  return text + "}\n";
}

}  // namespace

std::string typescript_declarations(const std::vector<View>& views) {
  std::string text = kHeader;
  for (const View& view : views) text += interface(view);
  text += "\n/** The type of a row by its view's name in schema threatmap. */\nexport interface ThreatMapViews {\n";
  for (const View& view : views) text += "  " + property(view.name) + ": " + row_name(view.name) + ";\n";
  return text + "}\n";
}

}  // namespace masterbus::typegen
