// Messages of the plugin, one a line, through decoder and assembler. The law: a transaction that mentions a mapped
// table yields its key or marks it dirty; what could not be read marks the table that it named, or every table.
#include "worker/replication/decoder.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "tests/fuzz/law.hpp"
#include "worker/replication/assembler.hpp"

namespace masterbus::fuzz {
namespace {

using namespace masterbus::replication;
using Json = nlohmann::json;

/// The tables of the corpus, in every shape: one key column, several, two lines for a table, a partition.
SourceCatalog make_catalog() {
  SourceCatalog catalog;
  for (const char* table : {"Facility", "types", "big", "toasted", "Quoted \"Table\"", "uniqueid", "renamed", "keys"}) {
    const std::string key = std::string_view(table).starts_with("Quoted") ? "Id" : "id";
    catalog.add({.source = table, .schema = "public", .table = table, .key_columns = {key}});
  }
  catalog.add({.source = "composite", .schema = "public", .table = "composite", .key_columns = {"A", "B"}});
  catalog.add({.source = "composite_a", .schema = "public", .table = "composite", .key_columns = {"A"}});
  catalog.add({.source = "parts", .schema = "public", .table = "parts", .key_columns = {"id"}});
  catalog.add_partition({"public", "parts"}, {"public", "parts_2024"});
  return catalog;
}

const SourceCatalog& catalog() {
  static const SourceCatalog made = make_catalog();
  return made;
}

/// What the next commit must carry.
struct Owed {
  std::set<LineIndex> lines;
  std::set<std::pair<LineIndex, std::string>> keys;

  void every_line() {
    for (LineIndex line = 0; line < fuzz::catalog().lines().size(); ++line) lines.insert(line);
  }
  void lines_of(const std::string& schema, const std::string& table) {
    const auto found = fuzz::catalog().find(schema, table);
    lines.insert(found.begin(), found.end());
  }
};

std::optional<std::string> text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

/// The key of an inserted row by the whole document, where it is plain text; nothing where this oracle has no opinion.
std::optional<std::string> plain_key(const Json& document, const std::string& column) {
  const auto columns = document.find("columns");
  if (columns == document.end() || !columns->is_array()) return std::nullopt;
  for (const Json& field : *columns) {
    if (!field.is_object() || text_member(field, "name") != column) continue;
    return text_member(field, "value");
  }
  return std::nullopt;
}

void owe_keys(const Json& document, const std::string& schema, const std::string& table, Owed& owed) {
  for (const LineIndex line : catalog().find(schema, table)) {
    const auto& columns = catalog().line(line).key_columns;
    if (columns.size() != 1) continue;
    if (const auto key = plain_key(document, columns.front())) owed.keys.emplace(line, *key);
  }
}

/// A document without a repeated member, so that every reader must understand the same by it; discarded otherwise.
Json parse_plain(std::string_view text, bool& repeated) {
  std::set<std::string> seen;
  return Json::parse(
      text,
      [&](int depth, Json::parse_event_t event, const Json& parsed) {
        if (depth == 1 && event == Json::parse_event_t::key) repeated |= !seen.insert(parsed.get<std::string>()).second;
        return true;
      },
      false);
}

/// Adds what a message obliges to, told by a reader of JSON that shares nothing with the decoder's.
void owe(std::string_view text, const Message& message, Owed& owed) {
  bool repeated = false;
  const Json document = parse_plain(text, repeated);
  const auto* const broken = std::get_if<Unreadable>(&message);
  law(broken != nullptr || document.is_object(), "what is no JSON object is unreadable", text);
  if (broken != nullptr) {
    const bool named = !broken->schema.empty() && !broken->table.empty();
    named ? owed.lines_of(broken->schema, broken->table) : owed.every_line();
  }
  const auto action = document.is_object() ? text_member(document, "action") : std::nullopt;
  if (repeated || !action || *action == "B" || *action == "C" || *action == "M") return;
  const auto schema = text_member(document, "schema");
  const auto table = text_member(document, "table");
  if (!schema || !table) return;
  owed.lines_of(*schema, *table);
  if (*action == "I") owe_keys(document, *schema, *table, owed);
}

void settle(const Transaction& done, const Commit& commit, const Owed& owed, std::string_view input) {
  const auto& dirty = done.dirty.lines();
  for (const LineIndex line : owed.lines) {
    const auto found = dirty.find(line);
    law(found != dirty.end() && (found->second.whole || !found->second.keys.empty()), "a mentioned table is dirty",
        input);
  }
  for (const auto& [line, key] : owed.keys) {
    const auto found = dirty.find(line);
    law(found != dirty.end() && (found->second.whole || found->second.keys.contains(key)), "an inserted key is dirty",
        key);
  }
  law(done.next_lsn == commit.next_lsn, "the cursor is the commit's", input);
  law(std::find(done.xids.begin(), done.xids.end(), commit.xid) != done.xids.end(), "the commit's xid is waited for",
      input);
}

void run(std::string_view input) {
  constexpr std::size_t kMaxKeys = 2;
  Assembler assembler(catalog(), kMaxKeys, Lsn{});
  Owed owed;
  for (auto rest = input; !rest.empty();) {
    const auto text = take_until(rest, '\n');
    const auto message = decode(text);
    owe(text, message, owed);
    const auto done = assembler.accept(message);
    const auto* const commit = std::get_if<Commit>(&message);
    law(done.has_value() == (commit != nullptr && commit->next_lsn > Lsn{}), "a commit ends a transaction", text);
    if (done) settle(*done, *commit, owed, input);
    if (commit != nullptr) owed = {};
  }
}

}  // namespace
}  // namespace masterbus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  masterbus::fuzz::run(masterbus::fuzz::text_of(data, size));
  return 0;
}
