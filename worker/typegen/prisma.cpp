#include <algorithm>

#include "worker/typegen/generators.hpp"
#include "worker/typegen/names.hpp"

namespace masterbus::typegen {
namespace {

constexpr const char* kHeader =
    R"(// Prisma views of ThreatMap: written by "masterbus typegen" from the database's catalogue. Put it beside a schema whose
// generator has previewFeatures = ["views"] and whose datasource has schemas = ["threatmap"] among others.
)";

/// A list has no NULL in Prisma: it reads as empty.
std::string scalar(const Column& column) {
  return column.type->prisma + std::string(column.type->list ? "[]" : column.nullable ? "?" : "");
}

std::string field(const Column& column) {
  const std::string name = camel_case(column.name);
  std::string line = "  " + name + " " + scalar(column);
  if (name != column.name) line += " @map(" + json_quoted(column.name) + ")";
  if (*column.type->prisma_attribute != '\0') line += std::string(" ") + column.type->prisma_attribute;
  return prisma_comment(column.comment, "  ") + line + "\n";
}

bool promises(const View& view, const char* name) {
  return std::any_of(view.columns.begin(), view.columns.end(),
                     [&](const Column& column) { return column.name == name && !column.nullable; });
}

/// Each view has one row by organisation and id.
std::string unique_key(const View& view) {
  const bool has_key = promises(view, "organization_id") && promises(view, "id");
  return has_key ? "  @@unique([organizationId, id])\n" : "";
}

}  // namespace

std::string prisma_views(const std::vector<View>& views) {
  std::string text = kHeader;
  for (const View& view : views) {
    text += "\n" + prisma_comment(view.comment, "") + "view " + row_name(view.name) + " {\n";
    for (const Column& column : view.columns) text += field(column);
    text += "\n" + unique_key(view) + "  @@map(" + json_quoted(view.name) + ")\n  @@schema(\"threatmap\")\n}\n";
  }
  return text;
}

}  // namespace masterbus::typegen
