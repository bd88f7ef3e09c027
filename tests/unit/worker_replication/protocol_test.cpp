#include "worker/replication/protocol.hpp"

#include <gtest/gtest.h>

namespace masterbus::replication {
namespace {

using namespace std::string_literals;

const std::string kPosition = "\x00\x00\x00\x16\xb3\x74\xd8\x48"s;  // 16/B374D848
const std::string kEight = std::string(8, '\x01');

TEST(Lsn, TextForm) {
  EXPECT_EQ(to_string(Lsn{0x16B374D848}), "16/B374D848");
  EXPECT_EQ(parse_lsn("16/B374D848"), Lsn{0x16B374D848});
  EXPECT_EQ(parse_lsn("FFFFFFFF/FFFFFFFF"), Lsn{0xFFFFFFFFFFFFFFFF});
  EXPECT_EQ(parse_lsn("0/0"), Lsn{});
  for (const char* text : {"", "/", "1/", "/1", "16B374D848", "1/2/3", "-1/2", "1/123456789", "x/1"}) {
    EXPECT_EQ(parse_lsn(text), std::nullopt) << text;
  }
  EXPECT_EQ(bytes_between(Lsn{10}, Lsn{15}), 5U);
  EXPECT_EQ(bytes_between(Lsn{15}, Lsn{10}), 0U);
}

TEST(Protocol, WalData) {
  const std::string bytes = "w" + kEight + kPosition + kEight + "{\"action\":\"B\"}";
  const auto frame = parse_frame(bytes);
  ASSERT_TRUE(std::holds_alternative<WalData>(frame));
  EXPECT_EQ(std::get<WalData>(frame).wal_end, Lsn{0x16B374D848});
  EXPECT_EQ(std::get<WalData>(frame).payload, "{\"action\":\"B\"}");
}

TEST(Protocol, Keepalive) {
  const auto asked = parse_frame("k" + kPosition + kEight + "\x01");
  ASSERT_TRUE(std::holds_alternative<Keepalive>(asked));
  EXPECT_EQ(std::get<Keepalive>(asked).wal_end, Lsn{0x16B374D848});
  EXPECT_TRUE(std::get<Keepalive>(asked).reply_requested);
  const std::string quiet = "k" + kPosition + kEight + "\x00"s;
  EXPECT_FALSE(std::get<Keepalive>(parse_frame(quiet)).reply_requested);
}

TEST(Protocol, ShortAndUnknownFrames) {
  EXPECT_EQ(std::get<UnknownFrame>(parse_frame("")).kind, '\0');
  EXPECT_EQ(std::get<UnknownFrame>(parse_frame("w123")).kind, 'w');
  EXPECT_EQ(std::get<UnknownFrame>(parse_frame("k")).kind, 'k');
  EXPECT_EQ(std::get<UnknownFrame>(parse_frame("s" + std::string(30, 'x'))).kind, 's');
}

TEST(Protocol, StatusFrame) {
  using namespace std::chrono;
  const sys_seconds moment = sys_days(year(2000) / 1 / 1) + seconds(1);
  const auto frame = status_frame(Lsn{0x0102030405060708}, Lsn{0x16B374D848}, moment, true);
  const std::string bytes(frame.begin(), frame.end());
  EXPECT_EQ(bytes, "r\x01\x02\x03\x04\x05\x06\x07\x08"s + kPosition + kPosition + "\x00\x00\x00\x00\x00\x0f\x42\x40"s +
                       "\x01");
}

TEST(Protocol, TableNamesAreEscapedForThePlugin) {
  EXPECT_EQ(escape_table({"public", "Panel"}), "public.Panel");
  EXPECT_EQ(escape_table({"my schema", "a,b.c*d'e\\f"}), "my\\ schema.a\\,b\\.c\\*d\\'e\\\\f");
}

TEST(Protocol, StartReplication) {
  const auto command = start_replication_command("masterbus_5_main", Lsn{0x16B374D848},
                                                 {.tables = {{"public", "Panel"}, {"public", "it's"}},
                                                  .message_prefix = "masterbus.5",
                                                  .filtered_origins = {1, 3}});
  EXPECT_EQ(command,
            "START_REPLICATION SLOT \"masterbus_5_main\" LOGICAL 16/B374D848 (\"format-version\" '2', "
            "\"include-transaction\" '1', \"include-lsn\" '1', \"include-xids\" '1', \"include-timestamp\" '1', "
            "\"include-types\" '0', \"include-typmod\" '0', \"actions\" 'insert,update,delete,truncate', "
            "\"add-tables\" 'public.Panel,public.it\\''s', \"add-msg-prefixes\" 'masterbus.5', "
            "\"filter-origins\" '1,3')");
}

TEST(Protocol, WithoutTablesNothingIsAskedForRatherThanEverything) {
  const auto command = start_replication_command("s", Lsn{}, {});
  EXPECT_NE(command.find("\"add-tables\" 'masterbus.no\\ table\\ is\\ mapped'"), std::string::npos);
}

}  // namespace
}  // namespace masterbus::replication
