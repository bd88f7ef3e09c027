#include <gtest/gtest.h>

#include <sstream>

#include "worker/config/config_error.hpp"
#include "worker/config/load.hpp"
#include "worker/config/redact.hpp"

namespace masterbus {
namespace {

Config from(Environment environment) {
  return load_config({.file = "", .environment = std::move(environment), .flags = {}});
}

TEST(PrismaUrl, DirectUrlIsPreferred) {
  const Config config = from({{"DATABASE_URL", "postgresql://pool/a"}, {"DIRECT_URL", "postgresql://direct/a"}});
  EXPECT_EQ(config.database.url, "postgresql://direct/a");
  EXPECT_EQ(config.origins.at("database.url"), "DIRECT_URL");
  ASSERT_EQ(config.notices.size(), 1U);
}

TEST(PrismaUrl, OurOwnVariableBeatsPrismas) {
  const Config config =
      from({{"MASTERBUS_DATABASE_URL", "postgresql://own/a"}, {"DIRECT_URL", "postgresql://direct/a"}});
  EXPECT_EQ(config.database.url, "postgresql://own/a");
  EXPECT_TRUE(config.notices.empty());
}

TEST(PrismaUrl, ParametersThatLibpqRefusesAreLeftOutAndSaid) {
  const Config config =
      from({{"DATABASE_URL", "postgresql://h/a?schema=public&sslmode=require&connection_limit=5&pgbouncer=true"}});
  EXPECT_EQ(config.database.url, "postgresql://h/a?sslmode=require");
  EXPECT_EQ(config.stripped_parameters, (std::vector<std::string>{"schema", "connection_limit", "pgbouncer"}));
  EXPECT_NE(config.notices.back().find("schema, connection_limit, pgbouncer"), std::string::npos);
}

TEST(PrismaUrl, ProxyIsRefusedWithItsRemedy) {
  EXPECT_THROW(from({{"DATABASE_URL", "prisma://accelerate.prisma-data.net/?api_key=k"}}), ConfigError);
}

TEST(Url, UnreadableOneIsRefusedWithoutItsPassword) {
  try {
    from({{"MASTERBUS_DATABASE_URL", "postgresql://u:s3cr%zzet@h/a"}});
    FAIL() << "accepted";
  } catch (const ConfigError& error) {
    EXPECT_EQ(std::string(error.what()).find("s3cr"), std::string::npos) << error.what();
    EXPECT_TRUE(std::string(error.what()).starts_with("MASTERBUS_DATABASE_URL: ")) << error.what();
  }
}

TEST(Url, NulIsRefused) {
  // libpq would read the text before it, and a printed configuration would show what stands behind.
  EXPECT_THROW(from({{"MASTERBUS_DATABASE_URL", std::string("host=h\0 password=s3cret", 23)}}), ConfigError);
}

TEST(Url, OperatorUrlFallsBackToTheWorkers) {
  EXPECT_EQ(from({{"MASTERBUS_DATABASE_URL", "postgresql://w/a"}}).operator_url(), "postgresql://w/a");
  EXPECT_EQ(from({{"MASTERBUS_DATABASE_URL", "postgresql://w/a"}, {"MASTERBUS_DATABASE_ADMIN_URL", "postgresql://a/a"}})
                .operator_url(),
            "postgresql://a/a");
}

struct Redaction {
  const char* conninfo;
  const char* printed;
};

class Redacted : public ::testing::TestWithParam<Redaction> {};

TEST_P(Redacted, NeverShowsThePassword) { EXPECT_EQ(redact_conninfo(GetParam().conninfo), GetParam().printed); }

INSTANTIATE_TEST_SUITE_P(Conninfo, Redacted,
                         ::testing::Values(Redaction{"postgresql://u:s3/cr+t@h/a", "postgresql://u:***@h/a"},
                                           Redaction{"postgresql://u:secret@h/a", "postgresql://u:***@h/a"},
                                           Redaction{"postgresql://u:se@cret@h/a", "postgresql://u:***@h/a"},
                                           Redaction{"postgresql://u@h/a?password=secret&sslmode=require",
                                                     "postgresql://u@h/a?password=***&sslmode=require"},
                                           Redaction{"postgresql://h/a?sslpassword=x",
                                                     "postgresql://h/a?sslpassword=***"},
                                           Redaction{"host=h password=secret user=u", "host=h password=*** user=u"},
                                           Redaction{"password = 'se cr\\'et' host=h", "password = *** host=h"},
                                           Redaction{"postgresql://u:se?cr#et@h/a", "postgresql://u:***@h/a"},
                                           Redaction{"postgresql://u?x:secret@h/a", "postgresql://u?x:***@h/a"},
                                           Redaction{"host='h'password=secret", "host='h'password=***"},
                                           Redaction{"postgresql://h/a?p%61ssword=secret", "***"},
                                           Redaction{"host=h dbname=a", "host=h dbname=a"}, Redaction{"", ""}));

TEST(PrintedConfiguration, MasksSecretsAndNamesOrigins) {
  const Config config = from({{"MASTERBUS_DATABASE_URL", "postgresql://u:hunter2@h/a"},
                              {"MASTERBUS_DATABASE_ADMIN_URL", "password=hunter3 host=h"},
                              {"MASTERBUS_PIPELINE_LINGER_MS", "9"}});
  std::ostringstream out;
  print_redacted(out, config);
  EXPECT_EQ(out.str().find("hunter"), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("pipeline.linger_ms = 9  # MASTERBUS_PIPELINE_LINGER_MS"), std::string::npos);
  EXPECT_NE(out.str().find("pipeline.max_keys = 1000  # default"), std::string::npos);
}

TEST(Redactor, TakesOutWhatLibpqReadsAsThePassword) {
  const Config config = from({{"MASTERBUS_DATABASE_URL", "postgresql://u:hunter2@h?application_name=a@b"},
                              {"MASTERBUS_DATABASE_ADMIN_URL", "postgresql://h/a?p%61ssword=hunter3"}});
  EXPECT_EQ(Redactor(config)("refused: hunter2, hunter3"), "refused: ***, ***");
}

TEST(Redactor, TakesPasswordsOutOfAnyText) {
  const Config config = from({{"MASTERBUS_DATABASE_URL", "postgresql://u:hunt%40er2@h/a"}});
  EXPECT_EQ(Redactor(config)("invalid: hunt%40er2 and hunt@er2."), "invalid: *** and ***.");
}

}  // namespace
}  // namespace masterbus
