// Frames of the replication protocol, and the command that asks for the stream, whatever the tables are called.
#include "worker/replication/protocol.hpp"

#include <cstring>

#include "tests/fuzz/law.hpp"

namespace masterbus::fuzz {
namespace {

using namespace masterbus::replication;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t index = 0; index < 8; ++index) value = value * 256 + static_cast<std::uint8_t>(bytes[index]);
  return value;
}

void check_frame(std::string_view bytes) {
  const auto frame = parse_frame(bytes);
  const char kind = bytes.empty() ? '\0' : bytes.front();
  if (const auto* const data = std::get_if<WalData>(&frame)) {
    law(kind == 'w' && data->payload == bytes.substr(25), "the payload is all behind the header", bytes);
    law(data->wal_end.value == big_endian(bytes.substr(9)), "the position is the second number", bytes);
  } else if (const auto* const keepalive = std::get_if<Keepalive>(&frame)) {
    law(kind == 'k' && keepalive->wal_end.value == big_endian(bytes.substr(1)), "the position is the first number",
        bytes);
    law(keepalive->reply_requested == (bytes[17] != '\0'), "the last byte asks for an answer", bytes);
  } else {
    law(std::get<UnknownFrame>(frame).kind == kind, "an unknown frame tells its kind", bytes);
    law((kind != 'w' || bytes.size() < 25) && (kind != 'k' || bytes.size() < 18), "a whole frame is known", bytes);
  }
}

void check_status(std::string_view bytes) {
  if (bytes.size() < 24) return;
  const Lsn written{big_endian(bytes)};
  const Lsn flushed{big_endian(bytes.substr(8))};
  const std::chrono::microseconds since_1970(static_cast<std::int32_t>(big_endian(bytes.substr(16))));
  const auto frame = status_frame(written, flushed, std::chrono::system_clock::time_point(since_1970), true);
  const std::string_view sent(frame.data(), frame.size());
  law(sent[0] == 'r' && big_endian(sent.substr(1)) == written.value, "written is told", bytes);
  law(big_endian(sent.substr(9)) == flushed.value, "flushed is told", bytes);
}

/// The text of a quoted piece that begins at `at`, its doubled quotes undone; `at` moves behind it.
std::string unquote(std::string_view command, std::size_t& at, char quote) {
  law(at < command.size() && command[at] == quote, "a quoted piece begins here", command);
  std::string text;
  for (++at; at < command.size(); ++at) {
    if (command[at] == quote && (at + 1 == command.size() || command[at + 1] != quote)) break;
    if (command[at] == quote) ++at;
    text.push_back(command[at]);
  }
  law(at < command.size(), "a quoted piece ends", command);
  ++at;
  return text;
}

/// The tables of an add-tables list as wal2json reads it: a backslash takes the next byte as it is.
std::vector<SourceCatalog::QualifiedName> read_tables(std::string_view list) {
  std::vector<SourceCatalog::QualifiedName> tables(1);
  bool in_table = false;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at] == ',') {
      tables.emplace_back();
      in_table = false;
    } else if (list[at] == '.' && !in_table) {
      in_table = true;
    } else {
      law(list[at] != '*' && list[at] != ' ' && list[at] != '.', "nothing stands unescaped", list);
      if (list[at] == '\\') ++at;
      law(at < list.size(), "an escape has its character", list);
      (in_table ? tables.back().second : tables.back().first).push_back(list[at]);
    }
  }
  return tables;
}

void check_command(std::string_view bytes) {
  StreamOptions options;
  const std::string slot(take_until(bytes, '\n'));
  options.message_prefix = take_until(bytes, '\n');
  while (!bytes.empty()) {
    auto name = take_until(bytes, '\n');
    const std::string schema(take_until(name, '\t'));
    options.tables.emplace_back(schema, name);
  }
  const auto command = start_replication_command(slot, Lsn{1}, options);
  std::size_t at = std::strlen("START_REPLICATION SLOT ");
  law(unquote(command, at, '"') == slot, "the slot keeps its name", command);
  const std::string_view opening = " LOGICAL 0/1 (";
  law(std::string_view(command).substr(at, opening.size()) == opening, "the options follow", command);
  at += opening.size();
  while (true) {
    const auto name = unquote(command, at, '"');
    const auto value = unquote(command, ++at, '\'');
    if (name == "add-tables" && !options.tables.empty())
      law(read_tables(value) == options.tables, "tables keep their names", value);
    if (name == "add-msg-prefixes") law(value == options.message_prefix, "the prefix stays", value);
    if (command[at] == ')') break;
    at += 2;
  }
  law(at + 1 == command.size(), "nothing follows the options", command);
}

}  // namespace
}  // namespace masterbus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = masterbus::fuzz::text_of(data, size);
  masterbus::fuzz::check_frame(bytes);
  masterbus::fuzz::check_status(bytes);
  masterbus::fuzz::check_command(bytes);
  return 0;
}
