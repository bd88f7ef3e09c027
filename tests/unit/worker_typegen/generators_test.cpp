#include "worker/typegen/generators.hpp"

#include <gtest/gtest.h>

#include "worker/typegen/names.hpp"

namespace masterbus::typegen {
namespace {

Column column(const std::string& name, const char* type, const std::string& comment = "A fact.") {
  return {name, &type_names(type, name), may_be_null(comment), comment};
}

View sites() {
  return {"site_pages",
          "Sites, one row each.",
          {column("organization_id", "text"), column("id", "text"),
           column("risk_score", "double precision", "0–100; NULL when unknown."), column("item_count", "integer"),
           column("stale", "boolean"), column("place", "jsonb", "{lat, lng}; NULL where unknown."),
           column("tags", "text[]"), column("monthly", "double precision[]", "One a month; NULL without any."),
           column("counts", "integer[]"), column("updated_at", "timestamp with time zone")}};
}

TEST(Typegen, ACommentPromisesWhetherAColumnIsNull) {
  EXPECT_TRUE(may_be_null("Score; NULL when it cannot be told."));
  EXPECT_TRUE(may_be_null("NULL"));
  EXPECT_TRUE(may_be_null("NULLABLE, or NULL"));
  EXPECT_TRUE(may_be_null(""));
  EXPECT_FALSE(may_be_null("Name of the item."));
  EXPECT_FALSE(may_be_null("How often it was NULLED or ANNULLED."));
}

TEST(Typegen, TypesOutsideTheContractAreRefusedByName) {
  try {
    type_names("numeric", "threatmap.sites.cost");
    FAIL();
  } catch (const UnknownType& error) {
    EXPECT_STREQ(error.what(), "threatmap.sites.cost has type numeric, which no published column may have");
  }
}

TEST(Typegen, Declarations) {
  const std::string text = typescript_declarations({sites()});
  EXPECT_NE(text.find(R"(
/** Sites, one row each. */
export interface SitePagesRow {
  /** A fact. */
  organization_id: string;
  /** A fact. */
  id: string;
  /** 0–100; NULL when unknown. */
  risk_score: number | null;
  /** A fact. */
  item_count: number;
  /** A fact. */
  stale: boolean;
  /** {lat, lng}; NULL where unknown. */
  place: JsonValue | null;
  /** A fact. */
  tags: string[];
  /** One a month; NULL without any. */
  monthly: number[] | null;
  /** A fact. */
  counts: number[];
  /** A fact. */
  updated_at: Date;
}
)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("export interface ThreatMapViews {\n  site_pages: SitePagesRow;\n}\n"), std::string::npos);
}

TEST(Typegen, Schemas) {
  const std::string text = zod_schemas({sites()});
  EXPECT_NE(text.find(R"(
export const sitePagesRow = z.object({
  organization_id: z.string(),
  id: z.string(),
  risk_score: z.number().nullable(),
  item_count: z.int32(),
  stale: z.boolean(),
  place: z.json().nullable(),
  tags: z.array(z.string()),
  monthly: z.array(z.number()).nullable(),
  counts: z.array(z.int32()),
  updated_at: z.date(),
}) satisfies z.ZodType<rows.SitePagesRow>;
)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("  site_pages: sitePagesRow,\n"), std::string::npos);
}

TEST(Typegen, PrismaViews) {
  const std::string text = prisma_views({sites()});
  for (const char* line :
       {"\n/// Sites, one row each.\nview SitePagesRow {\n", "  organizationId String @map(\"organization_id\")\n",
        "\n  id String\n", "  riskScore Float? @map(\"risk_score\")\n", "  place Json?\n", "  tags String[]\n",
        "  monthly Float[]\n", "  updatedAt DateTime @map(\"updated_at\") @db.Timestamptz(6)\n",
        "\n\n  @@unique([organizationId, id])\n  @@map(\"site_pages\")\n  @@schema(\"threatmap\")\n}\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

TEST(Typegen, NoKeyIsPromisedWhereAPartOfItMayBeNull) {
  const View view{"v", "", {column("organization_id", "text", "NULL for an administrator."), column("id", "text")}};
  EXPECT_EQ(prisma_views({view}).find("@@unique"), std::string::npos);
}

TEST(Typegen, HostileNamesAndCommentsStayInTheirPlace) {
  const View view{"od\"d view", "Ends */ here\nand goes on", {column("a-b", "text", "x */ y\r\n}")}};
  const std::string declarations = typescript_declarations({view});
  EXPECT_NE(declarations.find("/** Ends * / here and goes on */\nexport interface OdDViewRow {\n"), std::string::npos);
  EXPECT_NE(declarations.find("  /** x * / y  } */\n  \"a-b\": string;\n"), std::string::npos);
  EXPECT_NE(declarations.find("  \"od\\\"d view\": OdDViewRow;\n"), std::string::npos);
  EXPECT_NE(prisma_views({view}).find("  /// x */ y  }\n  aB String @map(\"a-b\")\n"), std::string::npos);
}

}  // namespace
}  // namespace masterbus::typegen
