// Messages as a server wrote them (tests/data/wal2json): what the plugin's own regression tests cover.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "worker/replication/assembler.hpp"
#include "worker/replication/decoder.hpp"
#include "worker/replication/keys.hpp"

namespace masterbus::replication {
namespace {

std::vector<std::string> corpus() {
  std::ifstream file(TEST_DATA_DIR "/wal2json/messages.jsonl");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::vector<RowChange> changes_of(const std::string& table) {
  std::vector<RowChange> changes;
  for (const auto& line : corpus()) {
    auto message = decode(line);
    if (auto* const change = std::get_if<RowChange>(&message); change != nullptr && change->table == table) {
      changes.push_back(std::move(*change));
    }
  }
  return changes;
}

std::optional<std::string> value(const RowChange& change, const std::string& column) {
  for (const auto& field : change.columns) {
    if (field.name == column) return field.text;
  }
  return "(left out)";
}

TEST(Corpus, EveryMessageIsUnderstoodButTheNumberBeyondADouble) {
  const auto lines = corpus();
  ASSERT_GT(lines.size(), 100U);
  std::map<std::string, int> unreadable;
  for (const auto& line : lines) {
    const auto message = decode(line);
    if (const auto* const broken = std::get_if<Unreadable>(&message)) ++unreadable[broken->table];
  }
  EXPECT_EQ(unreadable, (std::map<std::string, int>{{"types", 1}}));
}

TEST(Corpus, SpecialValues) {
  const auto rows = changes_of("types");
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(value(rows[0], "b"), "00ff10deadbeef") << "bytea is hex without \\x";
  EXPECT_EQ(value(rows[0], "f8"), std::nullopt) << "NaN comes as null";
  EXPECT_EQ(value(rows[0], "f4"), std::nullopt) << "infinity comes as null";
  EXPECT_EQ(value(rows[0], "bo"), "true");
  EXPECT_EQ(value(rows[0], "t"), "tab\t quote \" backslash \\ newline\n unit\x01 emoji 😀 / slash");
  EXPECT_EQ(value(rows[0], "ts"), "2024-02-29 12:34:56.789");
  EXPECT_EQ(value(rows[0], "tz"), "2024-02-29 10:34:56.789+00");
  EXPECT_EQ(value(rows[0], "a"), "{a,\"b c\",NULL}");
  EXPECT_EQ(value(rows[1], "id"), "9223372036854775807");
  EXPECT_EQ(value(rows[1], "n"), "123456789012345678901234567890.123456789012345678");
  EXPECT_EQ(value(rows[2], "id"), "-9223372036854775808");
  EXPECT_EQ(value(rows[2], "d"), "infinity");
  EXPECT_EQ(rows[3].action, RowAction::remove);
  EXPECT_EQ(rows[3].identity, (std::vector<Field>{{"id", "-9223372036854775808"}}));
}

TEST(Corpus, QuotedAndUnicodeNames) {
  const auto rows = changes_of("Quoted \"Table\"");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(value(rows[0], "Id"), "it's");
  EXPECT_EQ(value(rows[0], "naïve ключ"), "ü");
  EXPECT_EQ(value(rows[0], "with, comma"), "3");
}

TEST(Corpus, NumericKeysKeepTheirDigitsInColumnsAndIdentity) {
  const auto rows = changes_of("big");
  SourceCatalog catalog;
  catalog.add({.source = "big", .schema = "public", .table = "big", .key_columns = {"id"}});
  std::map<RowAction, std::vector<std::string>> seen;
  for (const auto& row : rows) seen[row.action].push_back(keys(row, catalog).at(0).keys.at(0));
  const std::vector<std::string> expected = {
      "9007199254740993",          "18446744073709551616", "123456789012345678901234567890", "1.50", "-0.10", "0",
      "10000000000000000000000000"};
  EXPECT_EQ(seen[RowAction::insert], expected);
  EXPECT_EQ(seen[RowAction::remove], expected);
}

TEST(Corpus, UnchangedToastIsLeftOut) {
  const auto rows = changes_of("toasted");
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(value(rows[1], "long"), "(left out)");
  EXPECT_EQ(value(rows[1], "n"), "2");
  EXPECT_EQ(value(rows[2], "long"), std::string(20, 'y') + std::string(10, 'x'));
}

TEST(Corpus, PrimaryKeyChangeShowsBothKeys) {
  const auto rows = changes_of("Facility");
  SourceCatalog catalog;
  catalog.add({.source = "facility", .schema = "public", .table = "Facility", .key_columns = {"id"}});
  const auto dirty = keys(rows.at(2), catalog);
  EXPECT_EQ(dirty.at(0).keys, (std::vector<std::string>{"clx0000000000000000000001", "clx0000000000000000000002"}));
}

TEST(Corpus, IdentityOfEachKind) {
  EXPECT_EQ(changes_of("composite").at(2).identity, (std::vector<Field>{{"A", "a,b"}, {"B", "1"}}));
  EXPECT_EQ(changes_of("fullid").at(2).identity, (std::vector<Field>{{"id", "1"}, {"v", "a"}}));
  EXPECT_EQ(changes_of("uniqueid").at(2).identity, (std::vector<Field>{{"id", "1"}}));
  for (const char* table : {"noid", "nothingid"}) {
    EXPECT_EQ(changes_of(table).size(), 1U) << "updates and deletes without an identity never arrive";
  }
}

TEST(Corpus, RenamedAndDroppedColumnsAppearUnderTheirNamesOfTheTime) {
  const auto renamed = changes_of("renamed");
  EXPECT_EQ(value(renamed.at(0), "old_name"), "a");
  EXPECT_EQ(value(renamed.at(1), "newName"), "b");
  EXPECT_EQ(changes_of("renamed_too").size(), 1U);
  const auto gone = changes_of("gone");
  EXPECT_EQ(value(gone.at(1), "a"), "(left out)");
  EXPECT_EQ(value(gone.at(2), "c"), "6");
}

TEST(Corpus, RowsOfPartitionsComeUnderTheirLeaves) {
  EXPECT_TRUE(changes_of("parts").empty());
  EXPECT_EQ(changes_of("parts_2024").size(), 2U);
  EXPECT_EQ(changes_of("parts_2025").size(), 4U);
}

TEST(Corpus, WholeTransactionsWithSavepointsTruncatesAndRollbacks) {
  SourceCatalog catalog;
  for (const char* table : {"Facility", "types", "composite", "ref_parent", "ref_child"}) {
    catalog.add({.source = table,
                 .schema = "public",
                 .table = table,
                 .key_columns = {std::string(table) == "composite" ? "A" : "id"}});
  }
  Assembler assembler(catalog, 1000, Lsn{});
  std::set<std::string> savepoint_keys;
  std::set<std::set<std::string>> truncated;
  Lsn last;
  for (const auto& line : corpus()) {
    const auto done = assembler.accept(decode(line));
    if (!done) continue;
    EXPECT_GT(done->next_lsn, last) << "cursors only rise";
    last = done->next_lsn;
    std::set<std::string> whole;
    for (const auto& [index, dirty] : done->dirty.lines()) {
      if (dirty.whole) whole.insert(catalog.line(index).source);
      for (const auto& key : dirty.keys) {
        if (key.starts_with("sp") || key == "rolled") savepoint_keys.insert(key);
      }
    }
    if (!whole.empty()) truncated.insert(whole);
  }
  EXPECT_FALSE(assembler.is_open());
  EXPECT_EQ(savepoint_keys, (std::set<std::string>{"sp1", "sp3", "sp4"}));
  EXPECT_TRUE(truncated.contains({"types", "composite"}));
  EXPECT_TRUE(truncated.contains({"ref_parent", "ref_child"})) << "TRUNCATE … CASCADE names every table";
  EXPECT_EQ(assembler.over_marks().unreadable, 1U);
  EXPECT_EQ(assembler.over_marks().keyless, 0U);
}

TEST(Corpus, OwnMessages) {
  std::vector<LogicalMessage> messages;
  for (const auto& line : corpus()) {
    auto message = decode(line);
    if (auto* const own = std::get_if<LogicalMessage>(&message)) messages.push_back(std::move(*own));
  }
  ASSERT_EQ(messages.size(), 2U) << "other prefixes are filtered by the server";
  EXPECT_EQ(messages[0].content, "hello \"x\" \\ ünï");
  EXPECT_TRUE(messages[0].transactional);
  EXPECT_FALSE(messages[1].transactional);
}

}  // namespace
}  // namespace masterbus::replication
