#include "worker/typegen/document.hpp"

#include <gtest/gtest.h>

namespace masterbus::typegen {
namespace {

Document part() {
  return {"part_document", Json::parse(R"({"title": "A part", "type": "object", "required": ["id"], "properties": {
    "id": {"type": "string", "minLength": 1, "pattern": "^\\w+$"}, "size": {"type": "number", "exclusiveMinimum": 0}}})")};
}

Document whole() {
  return {"whole_document",
          Json::parse(R"({"type": "object", "required": ["parts", "state"], "additionalProperties": false,
    "properties": {
      "parts": {"type": "array", "maxItems": 5, "items": {"allOf": [{"$ref": "part_document.json"},
        {"required": ["size"], "properties": {"size": {"type": "integer", "minimum": 1, "maximum": 9}}}]}},
      "state": {"enum": ["New", "Old"], "description": "Ends */ early"},
      "plate": {"type": "object", "additionalProperties": {"type": ["string", "boolean"]}}}})")};
}

TEST(TypegenDocument, Types) {
  EXPECT_EQ(typescript_documents({part(), whole()}), R"(
/** A part */
export type PartDocument = {
  id: string;
  size?: number | undefined;
};

export type WholeDocument = {
  parts: Array<PartDocument & {
    size: number;
  }>;
  /** Ends * / early */
  state: "New" | "Old";
  plate?: { [key: string]: string | boolean } | undefined;
};

/** What each document function of schema threatmap gives; what is optional may be left out. */
export interface ThreatMapDocuments {
  part_document: PartDocument;
  whole_document: WholeDocument;
}
)");
}

TEST(TypegenDocument, Schemas) {
  EXPECT_EQ(zod_documents({whole(), part()}), R"(
export const wholeDocument = z.object({
  parts: z.array(z.intersection(z.lazy(() => partDocument), z.object({
    size: z.int().min(1).max(9),
  }))).max(5),
  state: z.literal(["New","Old"]),
  plate: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
}) satisfies z.ZodType<rows.WholeDocument>;

/** A part */
export const partDocument = z.object({
  id: z.string().min(1).regex(new RegExp("^\\w+$", 'u')),
  size: z.number().gt(0).optional(),
}) satisfies z.ZodType<rows.PartDocument>;

/** The schema of what each document function of schema threatmap gives. */
export const threatMapDocuments = {
  whole_document: wholeDocument,
  part_document: partDocument,
} satisfies { [Name in keyof rows.ThreatMapDocuments]: z.ZodType<rows.ThreatMapDocuments[Name]> };
)");
}

TEST(TypegenDocument, WhatNoTypeIsMadeOfIsRefused) {
  Document odd = part();
  odd.schema["properties"]["size"]["multipleOf"] = 3;
  EXPECT_THROW(typescript_documents({odd}), UnknownKeyword);
  EXPECT_THROW(zod_documents({odd}), UnknownKeyword);
}

TEST(TypegenDocument, ThePublishedDocumentsHaveTypes) {
  const auto documents = published_documents();
  ASSERT_FALSE(documents.empty());
  for (const Document& document : documents) EXPECT_EQ(document.schema.at("$id"), document.name + ".json");
  EXPECT_NE(typescript_documents(documents).find("export type FacilityDocument = {\n  id: string;\n"),
            std::string::npos);
  EXPECT_NE(zod_documents(documents).find("export const facilityDocument = z.object({\n  id: z.string()"),
            std::string::npos);
}

}  // namespace
}  // namespace masterbus::typegen
