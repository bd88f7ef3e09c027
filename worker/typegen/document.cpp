#include "worker/typegen/document.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "worker/embedded_schemas.hpp"
#include "worker/typegen/names.hpp"

namespace masterbus::typegen {
namespace {

/// Of these, uniqueItems has no type in TypeScript, and zod does not check it.
constexpr std::array<std::string_view, 20> kKnown{"$schema",    "$id",         "$ref",
                                                  "title",      "description", "type",
                                                  "properties", "required",    "additionalProperties",
                                                  "items",      "minItems",    "uniqueItems",
                                                  "enum",       "allOf",       "pattern",
                                                  "minLength",  "minimum",     "exclusiveMinimum",
                                                  "maximum",    "maxItems"};

}  // namespace

std::vector<Document> published_documents() {
  std::vector<Document> documents;
  for (const auto& schema : embedded::schemas) {
    documents.push_back({std::string(schema.name), Json::parse(schema.text)});
  }
  return documents;
}

void check_keywords(const Json& schema) {
  for (const auto& keyword : schema.items()) {
    if (std::find(kKnown.begin(), kKnown.end(), keyword.key()) != kKnown.end()) continue;
    throw UnknownKeyword("a document's schema says " + keyword.key() + ", which no type is made of");
  }
}

std::string referred(const Json& schema) {
  const auto file = schema.at("$ref").get<std::string>();
  return file.substr(0, file.find(".json"));
}

bool is_required(const Json& schema, const std::string& property) {
  const auto found = schema.find("required");
  return found != schema.end() && std::find(found->begin(), found->end(), property) != found->end();
}

std::string document_type(const Document& document) { return pascal_case(document.name); }

}  // namespace masterbus::typegen
