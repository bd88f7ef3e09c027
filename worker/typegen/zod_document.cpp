#include <fmt/format.h>

#include "worker/typegen/document.hpp"
#include "worker/typegen/names.hpp"

namespace masterbus::typegen {
namespace {

std::string schema_of(const Json& schema, const std::string& indent);

/// .call(n) where the schema has the keyword.
std::string bound(const Json& schema, const char* keyword, const char* call) {
  return schema.contains(keyword) ? std::string(".") + call + "(" + schema[keyword].dump() + ")" : std::string();
}

std::string object_schema(const Json& schema, const std::string& indent) {
  const Json further = schema.value("additionalProperties", Json(false));
  if (further.is_object()) return "z.record(z.string(), " + schema_of(further, indent) + ")";
  const std::string inner = indent + "  ";
  std::string text = "z.object({\n";
  for (const auto& entry : schema.at("properties").items()) {
    text += inner + property(entry.key()) + ": " + schema_of(entry.value(), inner) +
            (is_required(schema, entry.key()) ? ",\n" : ".optional(),\n");
  }
  return text + indent + "})";
}

std::string number_schema(const Json& schema, const char* kind) {
  return kind + bound(schema, "minimum", "min") + bound(schema, "exclusiveMinimum", "gt") +
         bound(schema, "maximum", "max");
}

std::string string_schema(const Json& schema) {
  std::string text = "z.string()" + bound(schema, "minLength", "min");
  if (schema.contains("pattern")) text += ".regex(new RegExp(" + schema["pattern"].dump() + ", 'u'))";
  return text;
}

std::string named_schema(const Json& schema, const std::string& name, const std::string& indent) {
  if (name == "object") return object_schema(schema, indent);
  if (name == "array") {
    return "z.array(" + schema_of(schema.at("items"), indent) + ")" + bound(schema, "minItems", "min") +
           bound(schema, "maxItems", "max");
  }
  if (name == "integer") return number_schema(schema, "z.int()");
  if (name == "number") return number_schema(schema, "z.number()");
  return name == "string" ? string_schema(schema) : "z." + name + "()";
}

std::string intersection(const Json& parts, const std::string& indent) {
  std::string text;
  for (const Json& part : parts) {
    const std::string one = schema_of(part, indent);
    text = text.empty() ? one : fmt::format("z.intersection({}, {})", text, one);
  }
  return text;
}

std::string one_of(const Json& schema, const Json& names, const std::string& indent) {
  std::string text;
  for (const Json& name : names) text += (text.empty() ? "" : ", ") + named_schema(schema, name, indent);
  return "z.union([" + text + "])";
}

std::string schema_of(const Json& schema, const std::string& indent) {
  check_keywords(schema);
  if (schema.contains("$ref")) return "z.lazy(() => " + camel_case(referred(schema)) + ")";
  if (schema.contains("allOf")) return intersection(schema["allOf"], indent);
  if (schema.contains("enum")) return "z.literal(" + schema["enum"].dump() + ")";
  const Json type = schema.value("type", Json("object"));
  return type.is_string() ? named_schema(schema, type, indent) : one_of(schema, type, indent);
}

}  // namespace

std::string zod_documents(const std::vector<Document>& documents) {
  std::string text;
  for (const Document& document : documents) {
    text += "\n" + doc_comment(document.schema.value("title", ""), "") + "export const " + camel_case(document.name) +
            " = " + schema_of(document.schema, "") + " satisfies z.ZodType<rows." + document_type(document) + ">;\n";
  }
  text += "\n/** The schema of what each document function of schema threatmap gives. */\n";
  text += "export const threatMapDocuments = {\n";
  for (const Document& document : documents)
    text += "  " + property(document.name) + ": " + camel_case(document.name) + ",\n";
  return text + "} satisfies { [Name in keyof rows.ThreatMapDocuments]: z.ZodType<rows.ThreatMapDocuments[Name]> };\n";
}

}  // namespace masterbus::typegen
