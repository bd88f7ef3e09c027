#include "worker/typegen/document.hpp"
#include "worker/typegen/names.hpp"

namespace masterbus::typegen {
namespace {

std::string type_of(const Json& schema, const std::string& indent);

/// The parts with a separator between them.
template <typename Make>
std::string joined(const Json& parts, const char* separator, Make make) {
  std::string text;
  for (const Json& part : parts) text += (text.empty() ? "" : separator) + make(part);
  return text;
}

std::string object_type(const Json& schema, const std::string& indent) {
  const Json further = schema.value("additionalProperties", Json(false));
  if (further.is_object()) return "{ [key: string]: " + type_of(further, indent) + " }";
  const std::string inner = indent + "  ";
  std::string text = "{\n";
  for (const auto& entry : schema.at("properties").items()) {
    text += doc_comment(entry.value().value("description", ""), inner) + inner + property(entry.key());
    const std::string type = type_of(entry.value(), inner);
    text += is_required(schema, entry.key()) ? ": " + type + ";\n" : "?: " + type + " | undefined;\n";
  }
  return text + indent + "}";
}

std::string named_type(const Json& schema, const std::string& name, const std::string& indent) {
  if (name == "object") return object_type(schema, indent);
  if (name == "array") return "Array<" + type_of(schema.at("items"), indent) + ">";
  return name == "integer" ? "number" : name;
}

std::string type_of(const Json& schema, const std::string& indent) {
  check_keywords(schema);
  if (schema.contains("$ref")) return pascal_case(referred(schema));
  if (schema.contains("allOf")) {
    return joined(schema["allOf"], " & ", [&](const Json& part) { return type_of(part, indent); });
  }
  if (schema.contains("enum")) return joined(schema["enum"], " | ", [](const Json& value) { return value.dump(); });
  const Json type = schema.value("type", Json("object"));
  if (type.is_string()) return named_type(schema, type, indent);
  return joined(type, " | ", [&](const Json& name) { return named_type(schema, name, indent); });
}

}  // namespace

std::string typescript_documents(const std::vector<Document>& documents) {
  std::string text;
  for (const Document& document : documents) {
    text += "\n" + doc_comment(document.schema.value("title", ""), "") + "export type " + document_type(document) +
            " = " + type_of(document.schema, "") + ";\n";
  }
  text += "\n/** What each document function of schema threatmap gives; what is optional may be left out. */\n";
  text += "export interface ThreatMapDocuments {\n";
  for (const Document& document : documents)
    text += "  " + property(document.name) + ": " + document_type(document) + ";\n";
  return text + "}\n";
}

}  // namespace masterbus::typegen
