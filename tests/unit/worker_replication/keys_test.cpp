#include "worker/replication/keys.hpp"

#include <gtest/gtest.h>

namespace masterbus::replication {
namespace {

using Texts = std::vector<std::string>;

class Keys : public ::testing::Test {
protected:
  Keys() {
    catalog_.add({.source = "panel", .schema = "public", .table = "Panel", .key_columns = {"id"}});
    catalog_.add({.source = "link_a", .schema = "public", .table = "_Link", .key_columns = {"A"}});
    catalog_.add({.source = "link_b", .schema = "public", .table = "_Link", .key_columns = {"B"}});
    catalog_.add({.source = "pair", .schema = "public", .table = "Pair", .key_columns = {"a", "b"}});
  }

  Texts of(RowAction action, const std::string& table, std::vector<Field> columns, std::vector<Field> identity = {}) {
    const auto rows = keys({action, "public", table, std::move(columns), std::move(identity)}, catalog_);
    EXPECT_EQ(rows.size(), 1U);
    return rows.empty() ? Texts{} : rows.front().keys;
  }

  SourceCatalog catalog_;
};

TEST_F(Keys, InsertUsesItsColumns) {
  EXPECT_EQ(of(RowAction::insert, "Panel", {{"name", "x"}, {"id", "p1"}}), Texts{"p1"});
}

TEST_F(Keys, DeleteUsesTheIdentity) { EXPECT_EQ(of(RowAction::remove, "Panel", {}, {{"id", "p1"}}), Texts{"p1"}); }

TEST_F(Keys, UpdateOfAnotherColumnIsOneKey) {
  EXPECT_EQ(of(RowAction::update, "Panel", {{"id", "p1"}, {"name", "x"}}, {{"id", "p1"}}), Texts{"p1"});
}

TEST_F(Keys, UpdateOfTheKeyTouchesBoth) {
  EXPECT_EQ(of(RowAction::update, "Panel", {{"id", "p2"}}, {{"id", "p1"}}), (Texts{"p1", "p2"}));
}

TEST_F(Keys, UpdateWithAnEmptyIdentityUsesItsColumns) {
  EXPECT_EQ(of(RowAction::update, "Panel", {{"id", "p1"}}), Texts{"p1"});
}

TEST_F(Keys, UnchangedToastKeyComesFromTheIdentity) {
  EXPECT_EQ(of(RowAction::update, "Panel", {{"name", "x"}}, {{"id", "p1"}}), Texts{"p1"});
}

TEST_F(Keys, WithoutAUsableKeyTheWholeTableIsDirty) {
  EXPECT_EQ(of(RowAction::insert, "Panel", {{"name", "x"}}), Texts{});
  EXPECT_EQ(of(RowAction::insert, "Panel", {{"id", std::nullopt}}), Texts{});
  EXPECT_EQ(of(RowAction::remove, "Panel", {}), Texts{});
  EXPECT_EQ(of(RowAction::update, "Panel", {{"id", "p2"}}, {{"other", "p1"}}), Texts{}) << "the old key is unknown";
  EXPECT_EQ(of(RowAction::update, "Panel", {}), Texts{});
}

TEST_F(Keys, SeveralColumnsMakeAJsonArrayAsPostgresWritesIt) {
  // SELECT jsonb_build_array(a::text, b::text)::text
  EXPECT_EQ(of(RowAction::insert, "Pair", {{"b", "2"}, {"a", "1"}}), Texts{R"(["1", "2"])"});
  EXPECT_EQ(of(RowAction::insert, "Pair", {{"a", "q\"b\\ \n\t\r\b\f\x01/ü"}, {"b", ""}}),
            Texts{R"(["q\"b\\ \n\t\r\b\f\u0001/ü", ""])"});
  EXPECT_EQ(of(RowAction::insert, "Pair", {{"a", "1"}}), Texts{});
}

TEST_F(Keys, ATableInTwoLinesGivesAKeyForEach) {
  const auto rows = keys({RowAction::remove, "public", "_Link", {}, {{"A", "x"}, {"B", "y"}}}, catalog_);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(catalog_.line(rows[0].line).source, "link_a");
  EXPECT_EQ(rows[0].keys, Texts{"x"});
  EXPECT_EQ(rows[1].keys, Texts{"y"});
}

TEST_F(Keys, NamesAreCaseSensitive) {
  EXPECT_TRUE(keys({RowAction::insert, "public", "panel", {{"id", "p1"}}, {}}, catalog_).empty());
  EXPECT_TRUE(keys({RowAction::insert, "Public", "Panel", {{"id", "p1"}}, {}}, catalog_).empty());
  EXPECT_EQ(of(RowAction::insert, "Panel", {{"ID", "p1"}}), Texts{});
}

TEST_F(Keys, PartitionsCountAsTheirRoot) {
  catalog_.add_partition({"public", "Panel"}, {"archive", "Panel_2024"});
  const auto rows = keys({RowAction::insert, "archive", "Panel_2024", {{"id", "p1"}}, {}}, catalog_);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(catalog_.line(rows[0].line).source, "panel");
}

}  // namespace
}  // namespace masterbus::replication
