// What of the libpq wrapper needs no server.
#include <gtest/gtest.h>

#include "worker/postgres/conninfo.hpp"
#include "worker/postgres/error.hpp"
#include "worker/postgres/parameter.hpp"
#include "worker/postgres/quote.hpp"

namespace masterbus::postgres {
namespace {

TEST(Quote, Identifiers) {
  EXPECT_EQ(quote_identifier("Panel"), "\"Panel\"");
  EXPECT_EQ(quote_identifier("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(quote_qualified("my schema", "t"), "\"my schema\".\"t\"");
}

TEST(Quote, Literals) {
  EXPECT_EQ(quote_literal("it's"), "'it''s'");
  EXPECT_EQ(quote_literal("a\\'"), " E'a\\\\'''");
}

TEST(Quote, TextArrays) {
  EXPECT_EQ(text_array(std::vector<std::string>{}), "{}");
  const std::vector<std::string> elements = {"a", "NULL", "", "x\"y\\z,{}"};
  EXPECT_EQ(text_array(elements), R"({"a","NULL","","x\"y\\z,{}"})");
}

TEST(ParameterText, OfEachKind) {
  EXPECT_EQ(Parameter(nullptr).c_str(), nullptr);
  EXPECT_EQ(Parameter(std::nullopt).c_str(), nullptr);
  EXPECT_EQ(Parameter(std::optional<std::string>()).c_str(), nullptr);
  EXPECT_STREQ(Parameter(std::optional<std::string>("x")).c_str(), "x");
  EXPECT_STREQ(Parameter(std::string_view("xyz").substr(0, 2)).c_str(), "xy");
  EXPECT_STREQ(Parameter(std::int64_t{-9223372036854775807}).c_str(), "-9223372036854775807");
  EXPECT_STREQ(Parameter(true).c_str(), "true");
}

TEST(SanitizeUrl, TakesPrismasParametersOutAndSaysWhich) {
  const auto clean =
      sanitize_url("postgresql://u:p%40ss@host:5432/"
                   "db?schema=public&sslmode=require&connection_limit=5&pgbouncer=true&options=-c%20a%3Db");
  EXPECT_EQ(clean.url, "postgresql://u:p%40ss@host:5432/db?sslmode=require&options=-c%20a%3Db");
  EXPECT_EQ(clean.stripped, (std::vector<std::string>{"schema", "connection_limit", "pgbouncer"}));
  EXPECT_EQ(sanitize_url("postgres://host/db?schema=public").url, "postgres://host/db");
}

TEST(SanitizeUrl, LeavesEverythingElseAlone) {
  EXPECT_EQ(sanitize_url("postgres://host/db?sslmod=require").url, "postgres://host/db?sslmod=require")
      << "a misspelt sslmode must stay an error";
  EXPECT_EQ(sanitize_url("host=x dbname='a?schema=b'").url, "host=x dbname='a?schema=b'");
}

TEST(Conninfo, IsDescribedWithoutThePassword) {
  EXPECT_EQ(describe_conninfo("postgres://u:secret@h:6000/db"), "u@h:6000/db");
  EXPECT_EQ(describe_conninfo("user=u password=secret host=h dbname=db"), "u@h:5432/db");
}

TEST(Conninfo, AnUnreadableOneDoesNotShowThePassword) {
  try {
    parse_conninfo("postgres://u:sec%zzret@h/db");
    FAIL() << "the escape is not valid";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(std::string(error.what()).find("sec"), std::string::npos) << error.what();
    EXPECT_EQ(error.sqlstate(), "08001");
  }
}

TEST(Conninfo, AnUnreadableOneDoesNotShowAPasswordWithAQuoteInIt) {
  for (const char* conninfo : {"postgres://u:a\"secret%zz@h/db", "host=h password=\"a\" secret\" b"}) {
    try {
      parse_conninfo(conninfo);
      ADD_FAILURE() << "accepted: " << conninfo;
    } catch (const ConnectionError& error) {
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
    }
  }
}

TEST(Conninfo, RoundTrip) {
  const std::map<std::string, std::string> keywords = {{"dbname", "it's \\ here"}, {"host", "/tmp"}};
  EXPECT_EQ(parse_conninfo(build_conninfo(keywords)), keywords);
}

TEST(ConnectionFailure, SqlstateOutOfTheVerboseText) {
  const auto refused = parse_connection_failure(
      "connection to server at \"h\" (10.0.0.1), port 5432 failed: FATAL:  28P01: password authentication failed for "
      "user \"u\"\nLOCATION:  auth_failed, auth.c:338\n");
  EXPECT_EQ(refused.sqlstate, "28P01");
  EXPECT_EQ(refused.message, "password authentication failed for user \"u\"");
  const auto hinted = parse_connection_failure("FATAL:  53300: sorry, too many clients already\nHINT:  wait\n");
  EXPECT_EQ(hinted.sqlstate, "53300");
  EXPECT_EQ(hinted.hint, "wait");
}

TEST(ConnectionFailure, WithoutAServerItIs08001) {
  const auto silent = parse_connection_failure("connection to server on socket \"/tmp/.s.PGSQL.1\" failed: No such "
                                               "file or directory\n\tIs the server running?\n");
  EXPECT_EQ(silent.sqlstate, "08001");
  EXPECT_NE(silent.message.find("No such file"), std::string::npos);
}

TEST(ErrorText, CarriesSqlstateDetailAndHint) {
  const Error error({.sqlstate = "42501", .message = "no", .detail = "d", .hint = "h", .context = "c"});
  EXPECT_STREQ(error.what(), "no (SQLSTATE 42501); d; hint: h");
  EXPECT_TRUE(error.in_class("42"));
  EXPECT_FALSE(error.in_class("08"));
}

}  // namespace
}  // namespace masterbus::postgres
