#include "worker/replication/decoder.hpp"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

namespace masterbus::replication {
namespace {

using Json = nlohmann::json;

/// Collects the members of one message as the parser meets them; nothing is built that a key does not need.
class MessageReader final : public nlohmann::json_sax<Json> {
public:
  std::string action, schema, table, timestamp, prefix, content;
  std::optional<std::string> xid, lsn, next_lsn;
  bool transactional = false;
  std::vector<Field> columns, identity;
  std::string problem;

  bool null() override { return value(std::nullopt); }
  bool boolean(bool flag) override { return value(flag ? "true" : "false"); }
  bool number_integer(number_integer_t number) override { return value(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number)); }
  // The parser's double is never looked at: `digits` is the number as it was written.
  bool number_float(number_float_t, const string_t& digits) override { return value(digits); }
  bool string(string_t& text) override { return value(std::move(text)); }
  bool binary(binary_t&) override { return refuse("binary value"); }

  bool start_object(std::size_t) override {
    if (depth_ != 0 && depth_ != 2) return refuse("unexpected object");
    if (list_ != nullptr) list_->emplace_back();
    ++depth_;
    return true;
  }
  bool end_object() override {
    --depth_;
    return true;
  }
  bool start_array(std::size_t) override {
    if (depth_ != 1) return refuse("unexpected array");
    list_ = key_ == "columns" ? &columns : key_ == "identity" ? &identity : nullptr;
    ++depth_;
    return true;
  }
  bool end_array() override {
    --depth_;
    list_ = nullptr;
    return true;
  }
  bool key(string_t& name) override {
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& failure) override {
    return refuse(fmt::format("not readable as JSON at byte {} (error {})", position, failure.id));
  }

private:
  bool value(std::optional<std::string> text) {
    if (depth_ == 3 && list_ != nullptr) {
      if (key_ == "name") {
        list_->back().name = std::move(text).value_or("");
      } else if (key_ == "value") {
        list_->back().text = std::move(text);
      }
      return true;
    }
    if (depth_ == 0) return refuse("a message is an object");
    if (depth_ == 1) member(std::move(text));
    return true;
  }

  void member(std::optional<std::string> text) {
    if (key_ == "xid") {
      xid = std::move(text);
    } else if (key_ == "lsn") {
      lsn = std::move(text);
    } else if (key_ == "nextlsn") {
      next_lsn = std::move(text);
    } else if (key_ == "transactional") {
      transactional = text == "true";
    } else if (std::string* const target = text_member(); target != nullptr) {
      *target = std::move(text).value_or("");
    }
  }

  std::string* text_member() {
    if (key_ == "action") return &action;
    if (key_ == "schema") return &schema;
    if (key_ == "table") return &table;
    if (key_ == "timestamp") return &timestamp;
    if (key_ == "prefix") return &prefix;
    if (key_ == "content") return &content;
    return nullptr;
  }

  bool refuse(std::string why) {
    problem = std::move(why);
    return false;
  }

  int depth_ = 0;
  std::string key_;
  std::vector<Field>* list_ = nullptr;
};

std::optional<std::uint32_t> parse_xid(const std::optional<std::string>& text) {
  std::uint32_t xid = 0;
  if (!text) return std::nullopt;
  const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), xid);
  if (failure != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return xid;
}

Unreadable unreadable(MessageReader& reader, std::string reason) {
  return {std::move(reason), std::move(reader.schema), std::move(reader.table)};
}

Message commit(MessageReader& reader) {
  const auto xid = parse_xid(reader.xid);
  const auto next_lsn = parse_lsn(reader.next_lsn.value_or(""));
  if (!xid || !next_lsn) return unreadable(reader, "a commit without xid or nextlsn");
  return Commit{*xid, *next_lsn, parse_timestamp_us(reader.timestamp)};
}

Message row_change(MessageReader& reader, RowAction action) {
  if (reader.schema.empty() || reader.table.empty()) return unreadable(reader, "a row without its table");
  return RowChange{action, std::move(reader.schema), std::move(reader.table), std::move(reader.columns),
                   std::move(reader.identity)};
}

Message build(MessageReader& reader) {
  const char action = reader.action.size() == 1 ? reader.action.front() : '\0';
  switch (action) {
  case 'B':
    if (const auto xid = parse_xid(reader.xid)) return Begin{*xid};
    return unreadable(reader, "a begin without xid");
  case 'C':
    return commit(reader);
  case 'I':
    return row_change(reader, RowAction::insert);
  case 'U':
    return row_change(reader, RowAction::update);
  case 'D':
    return row_change(reader, RowAction::remove);
  case 'T':
    if (reader.schema.empty() || reader.table.empty()) return unreadable(reader, "a truncate without its table");
    return Truncate{std::move(reader.schema), std::move(reader.table)};
  case 'M':
    return LogicalMessage{std::move(reader.prefix), std::move(reader.content), reader.transactional,
                          parse_lsn(reader.lsn.value_or("")).value_or(Lsn{})};
  default:
    return unreadable(reader, fmt::format("unknown action \"{}\"", reader.action));
  }
}

}  // namespace

Message decode(std::string_view text) {
  MessageReader reader;
  if (!Json::sax_parse(text, &reader)) return unreadable(reader, reader.problem);
  return build(reader);
}

}  // namespace masterbus::replication
