#include "worker/replication/protocol.hpp"

#include <fmt/format.h>

#include "worker/postgres/quote.hpp"

namespace masterbus::replication {
namespace {

/// 2000-01-01 in seconds since 1970: PostgreSQL's epoch.
constexpr std::int64_t kPostgresEpochS = 946'684'800;

std::uint64_t read_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes.substr(0, 8)) value = (value << 8) | static_cast<unsigned char>(byte);
  return value;
}

void write_big_endian(std::uint64_t value, char* out) {
  for (int index = 7; index >= 0; --index, value >>= 8) out[index] = static_cast<char>(value & 0xFFU);
}

/// No table has this name, so a stream without mapped tables carries transactions' ends only.
const SourceCatalog::QualifiedName kNoTable = {"masterbus", "no table is mapped"};

std::string table_list(const std::vector<SourceCatalog::QualifiedName>& tables) {
  if (tables.empty()) return escape_table(kNoTable);
  std::string list;
  for (const auto& table : tables) {
    if (!list.empty()) list.push_back(',');
    list += escape_table(table);
  }
  return list;
}

void append_escaped(std::string& out, std::string_view name) {
  constexpr std::string_view special = " ',.*\\";
  for (const char c : name) {
    if (special.find(c) != std::string_view::npos) out.push_back('\\');
    out.push_back(c);
  }
}

/// The replication grammar's string literal: quotes are doubled, a backslash is an ordinary character.
std::string option(std::string_view name, std::string_view value) {
  std::string quoted;
  for (const char c : value) {
    if (c == '\'') quoted.push_back(c);
    quoted.push_back(c);
  }
  return fmt::format("\"{}\" '{}'", name, quoted);
}

}  // namespace

Frame parse_frame(std::string_view frame) {
  constexpr std::size_t kWalHeader = 25;  // 'w', start, end, time
  constexpr std::size_t kKeepalive = 18;  // 'k', end, time, reply
  if (frame.size() >= kWalHeader && frame.front() == 'w') {
    return WalData{Lsn{read_big_endian(frame.substr(9))}, frame.substr(kWalHeader)};
  }
  if (frame.size() >= kKeepalive && frame.front() == 'k') {
    return Keepalive{Lsn{read_big_endian(frame.substr(1))}, frame[17] != 0};
  }
  return UnknownFrame{frame.empty() ? '\0' : frame.front()};
}

std::array<char, 34> status_frame(Lsn written, Lsn flushed, std::chrono::system_clock::time_point now,
                                  bool reply_requested) {
  const auto since_1970 = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  std::array<char, 34> frame{};
  frame[0] = 'r';
  write_big_endian(written.value, &frame[1]);
  write_big_endian(flushed.value, &frame[9]);
  write_big_endian(flushed.value, &frame[17]);
  write_big_endian(static_cast<std::uint64_t>(since_1970 - kPostgresEpochS * 1'000'000), &frame[25]);
  frame[33] = reply_requested ? 1 : 0;
  return frame;
}

std::string escape_table(const SourceCatalog::QualifiedName& name) {
  std::string out;
  append_escaped(out, name.first);
  out.push_back('.');
  append_escaped(out, name.second);
  return out;
}

std::string start_replication_command(std::string_view slot_name, Lsn from, const StreamOptions& options) {
  std::vector<std::string> list = {option("format-version", "2"),
                                   option("include-transaction", "1"),
                                   option("include-lsn", "1"),
                                   option("include-xids", "1"),
                                   option("include-timestamp", "1"),
                                   option("include-types", "0"),
                                   option("include-typmod", "0"),
                                   option("actions", "insert,update,delete,truncate"),
                                   option("add-tables", table_list(options.tables))};
  if (!options.message_prefix.empty()) list.push_back(option("add-msg-prefixes", options.message_prefix));
  if (!options.filtered_origins.empty()) {
    list.push_back(option("filter-origins", fmt::format("{}", fmt::join(options.filtered_origins, ","))));
  }
  return fmt::format("START_REPLICATION SLOT {} LOGICAL {} ({})", postgres::quote_identifier(slot_name),
                     to_string(from), fmt::join(list, ", "));
}

}  // namespace masterbus::replication
