#include "worker/replication/decoder.hpp"

#include <gtest/gtest.h>

namespace masterbus::replication {
namespace {

template <typename Kind>
Kind decoded(std::string_view text) {
  auto message = decode(text);
  if (!std::holds_alternative<Kind>(message)) {
    ADD_FAILURE() << "another kind of message: " << text;
    return {};
  }
  return std::get<Kind>(std::move(message));
}

std::string row(std::string_view columns) {
  return R"({"action":"I","xid":1,"lsn":"0/1","schema":"public","table":"t","columns":[)" + std::string(columns) + "]}";
}

std::optional<std::string> value_text(std::string_view json_value) {
  const auto change = decoded<RowChange>(row(R"({"name":"c","value":)" + std::string(json_value) + "}"));
  return change.columns.empty() ? std::nullopt : change.columns.front().text;
}

TEST(Decoder, BeginAndCommitCarryXidAndCursor) {
  EXPECT_EQ(decoded<Begin>(R"({"action":"B","xid":4294967295,"lsn":"0/1","nextlsn":"0/2"})").xid, 4294967295U);
  const auto commit = decoded<Commit>(
      R"({"action":"C","xid":747,"timestamp":"2026-11-22 19:51:08.876305+00","lsn":"0/158BD58","nextlsn":"1A/158BD88"})");
  EXPECT_EQ(commit.xid, 747U);
  EXPECT_EQ(commit.next_lsn, Lsn{0x1A0158BD88});
  EXPECT_EQ(commit.committed_at_us, 1'795'377'068'876'305);
}

TEST(Decoder, CommitWithoutCursorIsUnreadable) {
  EXPECT_TRUE(std::holds_alternative<Unreadable>(decode(R"({"action":"C","xid":747,"lsn":"0/1"})")));
  EXPECT_TRUE(std::holds_alternative<Unreadable>(decode(R"({"action":"C","lsn":"0/1","nextlsn":"0/2"})")));
  EXPECT_TRUE(std::holds_alternative<Unreadable>(decode(R"({"action":"C","xid":7,"nextlsn":"nonsense"})")));
}

TEST(Decoder, NumbersKeepTheirDigits) {
  for (const char* digits :
       {"0", "1", "-1", "9007199254740993", "-9007199254740993", "9223372036854775807", "-9223372036854775808",
        "18446744073709551615", "18446744073709551616", "123456789012345678901234567890", "1.50", "-0.10", "0.00",
        "123456789012345678901234567890.123456789012345678", "9.007199254740992e+15", "-1.5e-300"}) {
    EXPECT_EQ(value_text(digits), digits);
  }
}

TEST(Decoder, ScalarsBecomeText) {
  EXPECT_EQ(value_text("true"), "true");
  EXPECT_EQ(value_text("false"), "false");
  EXPECT_EQ(value_text("null"), std::nullopt);
  EXPECT_EQ(value_text(R"("")"), "");
  EXPECT_EQ(value_text(R"("tab\t \" \\ \n \u0001 😀 ключ")"), "tab\t \" \\ \n \x01 😀 ключ");
}

TEST(Decoder, TypesOfLaterVersionsAndUnknownMembersAreIgnored) {
  const auto change = decoded<RowChange>(R"json({"action":"U","schema":"s","table":"t","origin":3,
      "columns":[{"name":"a","type":"numeric(10,2)","typeoid":1700,"value":1.5,"optional":true}],
      "identity":[{"name":"a","type":"text","value":"x"}],"pk":[{"name":"a","type":"x"}]})json");
  EXPECT_EQ(change.action, RowAction::update);
  EXPECT_EQ(change.columns, (std::vector<Field>{{"a", "1.5"}}));
  EXPECT_EQ(change.identity, (std::vector<Field>{{"a", "x"}}));
}

TEST(Decoder, DeleteHasAnIdentityOnly) {
  const auto change = decoded<RowChange>(
      R"({"action":"D","schema":"public","table":"Quoted \"Table\"","identity":[{"name":"Id","value":"it's"}]})");
  EXPECT_EQ(change.action, RowAction::remove);
  EXPECT_EQ(change.table, "Quoted \"Table\"");
  EXPECT_TRUE(change.columns.empty());
  EXPECT_EQ(change.identity, (std::vector<Field>{{"Id", "it's"}}));
}

TEST(Decoder, Truncate) {
  const auto truncate = decoded<Truncate>(R"({"action":"T","xid":1,"schema":"public","table":"types"})");
  EXPECT_EQ(truncate.schema + "." + truncate.table, "public.types");
}

TEST(Decoder, MessageOutsideATransactionHasNullXidAndTime) {
  const auto message = decoded<LogicalMessage>(
      R"({"action":"M","xid":null,"timestamp":null,"lsn":"0/1597B60","transactional":false,"prefix":"masterbus.5","content":"x \"y\""})");
  EXPECT_FALSE(message.transactional);
  EXPECT_EQ(message.prefix, "masterbus.5");
  EXPECT_EQ(message.content, "x \"y\"");
  EXPECT_EQ(message.lsn, Lsn{0x1597B60});
}

TEST(Decoder, WhatBreaksAfterTheTableStillNamesIt) {
  const auto broken =
      decoded<Unreadable>(R"({"action":"I","xid":1,"schema":"public","table":"Panel","columns":[{"name":"id","val)");
  EXPECT_EQ(broken.schema, "public");
  EXPECT_EQ(broken.table, "Panel");
  EXPECT_FALSE(broken.reason.empty());
}

TEST(Decoder, ANumberBeyondADoubleNamesItsTable) {
  const auto broken = decoded<Unreadable>(row(R"({"name":"n","value":1)" + std::string(400, '0') + "}"));
  EXPECT_EQ(broken.table, "t");
}

TEST(Decoder, UnknownActionNamesItsTable) {
  const auto unknown = decoded<Unreadable>(R"({"action":"Z","schema":"public","table":"Panel"})");
  EXPECT_EQ(unknown.table, "Panel");
  EXPECT_NE(unknown.reason.find("\"Z\""), std::string::npos);
}

TEST(Decoder, AnythingElseIsUnreadable) {
  for (const char* text :
       {"", "x", "[]", "3", "null", "\"B\"", "{}", "{\"action\":\"B\"}", "{\"action\":[\"B\"]}",
        "{\"action\":\"I\",\"table\":\"t\"}", "{\"action\":\"I\",\"columns\":[[1]]}",
        "{\"action\":\"B\",\"xid\":4294967296}", "{\"action\":\"B\",\"xid\":-1}", "{\"action\":\"B\",\"xid\":1} {}",
        "{\"action\":\"B\",\"xid\":\"\xff\"}",
        "{\"action\":\"I\",\"schema\":\"s\",\"table\":\"t\",\"columns\":[{\"name\":\"a\",\"value\":{}}]}"}) {
    EXPECT_TRUE(std::holds_alternative<Unreadable>(decode(text))) << text;
  }
}

TEST(Timestamp, MicrosecondsAndOffsets) {
  EXPECT_EQ(parse_timestamp_us("1970-01-01 00:00:00+00"), 0);
  EXPECT_EQ(parse_timestamp_us("1970-01-01 00:00:00.000001+00"), 1);
  EXPECT_EQ(parse_timestamp_us("2026-11-22 19:51:08.86308+00"), 1'795'377'068'863'080);
  EXPECT_EQ(parse_timestamp_us("2026-11-22 21:51:08.86308+02"), 1'795'377'068'863'080);
  EXPECT_EQ(parse_timestamp_us("2026-11-22 16:21:08.86308-03:30"), 1'795'377'068'863'080);
  EXPECT_EQ(parse_timestamp_us("2024-02-29 12:00:00+00"), 1'709'208'000'000'000);
}

TEST(Timestamp, OtherFormsAreRefused) {
  for (const char* text :
       {"", "infinity", "2026-11-22", "2026-11-22T19:51:08+00", "2026-11-22 19:51:08", "2026-13-22 19:51:08+00",
        "2026-02-30 19:51:08+00", "22.11.2026 19:51:08+00", "-1-1-1 1:1:1+00", "0044-03-15 12:00:00+00 BC"}) {
    EXPECT_EQ(parse_timestamp_us(text), std::nullopt) << text;
  }
}

TEST(Timestamp, NumbersBeyondACalendarAreRefusedRatherThanWrapped) {
  for (const char* text :
       {"2026-11-22 9223372036854775807:51:08+00", "2026-11-22 19:51:08-8045445000", "2026-11-22 19:51:08+99:99",
        "2026-257-22 19:51:08+00", "2026-11-278 19:51:08+00", "65536-11-22 19:51:08+00", "2026-11-22 24:51:08+00",
        "2026-11-22 19:60:08+00", "2026-11-22 19:51:61+00", "294276-12-31 23:59:59+00"}) {
    EXPECT_EQ(parse_timestamp_us(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace masterbus::replication
