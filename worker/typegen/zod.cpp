#include "worker/typegen/generators.hpp"
#include "worker/typegen/names.hpp"

namespace masterbus::typegen {
namespace {

constexpr const char* kHeader =
    R"(// zod schemas of the rows of ThreatMap's views and of its documents: written by "masterbus typegen" from the database's catalogue.
// A column that a newer MasterBus has appended is left out of what parse() gives.

import { z } from 'zod';
import type * as rows from './threatmap.js';
)";

std::string schema_name(const View& view) { return camel_case(view.name) + "Row"; }

std::string schema(const View& view) {
  std::string text = "\n" + doc_comment(view.comment, "") + "export const " + schema_name(view) + " = z.object({\n";
  for (const Column& column : view.columns) {
    text += "  " + property(column.name) + ": " + column.type->zod + (column.nullable ? ".nullable(),\n" : ",\n");
  }
  return text + "}) satisfies z.ZodType<rows." + row_name(view.name) + ">;\n";
}

}  // namespace

std::string zod_schemas(const std::vector<View>& views) {
  std::string text = kHeader;
  for (const View& view : views) text += schema(view);
  text += "\n/** The schema of a row by its view's name in schema threatmap. */\nexport const threatMapViews = {\n";
  for (const View& view : views) text += "  " + property(view.name) + ": " + schema_name(view) + ",\n";
  return text + "} satisfies { [View in keyof rows.ThreatMapViews]: z.ZodType<rows.ThreatMapViews[View]> };\n";
}

}  // namespace masterbus::typegen
