#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "worker/config/config_error.hpp"
#include "worker/config/load.hpp"

namespace masterbus {
namespace {

class ConfigFile : public ::testing::Test {
protected:
  void SetUp() override {
    path_ =
        std::filesystem::temp_directory_path() /
        (std::string("masterbus-config-") + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".toml");
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string write(const std::string& text) const {
    std::ofstream(path_) << text;
    return path_.string();
  }

  Config load(const std::string& text, Environment environment = {},
              std::map<std::string, std::string> flags = {}) const {
    return load_config({.file = write(text), .environment = std::move(environment), .flags = std::move(flags)});
  }

  std::string error_of(const std::string& text) const {
    try {
      load(text);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "";
  }

private:
  std::filesystem::path path_;
};

TEST_F(ConfigFile, FlagBeatsEnvironmentBeatsFileBeatsDefault) {
  const std::string file = "node = \"from_file\"\n[pipeline]\nlinger_ms = 7\nmax_keys = 8\nmax_age_ms = 9\n";
  const Config config = load(file, {{"MASTERBUS_PIPELINE_MAX_KEYS", "80"}, {"MASTERBUS_PIPELINE_MAX_AGE_MS", "90"}},
                             {{"pipeline.max_age_ms", "900"}});
  EXPECT_EQ(config.node, "from_file");
  EXPECT_EQ(config.pipeline.linger_ms, 7);
  EXPECT_EQ(config.pipeline.max_keys, 80);
  EXPECT_EQ(config.pipeline.max_age_ms, 900);
  EXPECT_EQ(config.rebuild.chunk_keys, RebuildConfig{}.chunk_keys);
}

TEST_F(ConfigFile, OriginOfEachSettingIsRemembered) {
  const Config config = load("node = \"a\"\n\n[log]\nlevel = \"debug\"\n", {{"MASTERBUS_NODE", "b"}});
  EXPECT_EQ(config.origins.at("node"), "MASTERBUS_NODE");
  EXPECT_TRUE(config.origins.at("log.level").ends_with(".toml:4"));
  EXPECT_EQ(config.origins.count("log.format"), 0U);
}

TEST_F(ConfigFile, FileMayBeNamedByTheEnvironment) {
  const std::string path = write("node = \"named\"\n");
  EXPECT_EQ(load_config({.file = "", .environment = {{"MASTERBUS_CONFIG", path}}, .flags = {}}).node, "named");
}

TEST_F(ConfigFile, UnknownKeyNamesItsLineAndTheNearMiss) {
  const std::string error = error_of("[pipeline]\nmax_keys = 5\nlinger_sm = 3\n");
  EXPECT_NE(error.find(".toml:3: unknown key pipeline.linger_sm"), std::string::npos) << error;
  EXPECT_NE(error.find("did you mean \"pipeline.linger_ms\""), std::string::npos) << error;
}

TEST_F(ConfigFile, UnknownSectionIsRefused) {
  EXPECT_NE(error_of("[pipelines]\nlinger_ms = 3\n").find("unknown key pipelines"), std::string::npos);
}

TEST_F(ConfigFile, WrongTypeNamesItsLine) {
  EXPECT_NE(error_of("[pipeline]\nlinger_ms = \"3\"\n").find(":2: pipeline.linger_ms must be a whole number"),
            std::string::npos);
  EXPECT_NE(error_of("node = 3\n").find(":1: node must be a string"), std::string::npos);
  EXPECT_NE(error_of("[pipeline]\nlinger_ms = 1.5\n").find("whole number"), std::string::npos);
}

TEST_F(ConfigFile, SyntaxErrorNamesItsLine) {
  EXPECT_NE(error_of("node = \"a\"\nlinger =\n").find(".toml:2"), std::string::npos);
}

TEST_F(ConfigFile, MissingFileIsAnError) {
  EXPECT_THROW(load_config({.file = "/nonexistent/masterbus.toml", .environment = {}, .flags = {}}), ConfigError);
}

TEST_F(ConfigFile, ValuesOutOfRangeAreRefused) {
  EXPECT_NE(error_of("[pipeline]\nmax_keys = 0\n").find("from 1 to"), std::string::npos);
  EXPECT_NE(error_of("[log]\nlevel = \"inof\"\n").find("did you mean \"info\""), std::string::npos);
  EXPECT_NE(error_of("node = \"Main-1\"\n").find("a-z"), std::string::npos);
  EXPECT_NE(error_of("[retry]\nbackoff_min_ms = 50000\n").find("is above"), std::string::npos);
}

TEST(Environment, UnknownVariableIsRefusedWithTheNearMiss) {
  try {
    load_config({.file = "", .environment = {{"MASTERBUS_DATABSE_URL", "postgresql:///x"}}, .flags = {}});
    FAIL() << "accepted";
  } catch (const ConfigError& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean \"MASTERBUS_DATABASE_URL\""), std::string::npos);
  }
}

TEST(Environment, NamesOfTestsAndScriptsAreReserved) {
  const Environment environment{{"MASTERBUS_FAILPOINT", "x"},
                                {"MASTERBUS_FAILPOINTS", "x"},
                                {"MASTERBUS_BIN", "x"},
                                {"MASTERBUS_TEST_SEED", "1"},
                                {"MASTERBU", "x"},
                                {"MASTERCLASS", "x"},
                                {"HOME", "/"}};
  EXPECT_NO_THROW(load_config({.file = "", .environment = environment, .flags = {}}));
}

TEST(Environment, BadValueNamesTheVariable) {
  try {
    load_config({.file = "", .environment = {{"MASTERBUS_PIPELINE_LINGER_MS", "5ms"}}, .flags = {}});
    FAIL() << "accepted";
  } catch (const ConfigError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("MASTERBUS_PIPELINE_LINGER_MS: ")) << error.what();
  }
}

}  // namespace
}  // namespace masterbus
