#pragma once
/// The documents that ThreatMap's functions give, by the JSON Schemas of sql/threatmap/schemas, which the program
/// carries.

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace masterbus::typegen {

using Json = nlohmann::ordered_json;

/// A function's document: threatmap.facility_document gives what `schema` says.
struct Document {
  std::string name;  ///< of the function and of the schema's file
  Json schema;       ///< JSON Schema 2020-12
};

/// A schema says something that the generators would drop.
class UnknownKeyword : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The documents of this version, in the order of their names.
std::vector<Document> published_documents();

/// Throws UnknownKeyword when the schema (not those within it) holds a keyword that the generators do not know.
void check_keywords(const Json& schema);

/// The name of the document that a $ref names: equipment_document.json → equipment_document.
std::string referred(const Json& schema);

bool is_required(const Json& schema, const std::string& property);

/// A document's type in TypeScript: facility_document → FacilityDocument.
std::string document_type(const Document& document);

/// The interfaces of threatmap.d.ts for documents. Pure; throws UnknownKeyword.
std::string typescript_documents(const std::vector<Document>& documents);

/// The schemas of threatmap.zod.ts for documents. Pure; throws UnknownKeyword.
std::string zod_documents(const std::vector<Document>& documents);

}  // namespace masterbus::typegen
