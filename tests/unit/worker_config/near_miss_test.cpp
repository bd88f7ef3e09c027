#include "worker/config/near_miss.hpp"

#include <gtest/gtest.h>

#include <set>

#include "worker/config/setting.hpp"

namespace masterbus {
namespace {

TEST(NearMiss, CountsEditsWithoutCase) {
  EXPECT_EQ(edit_distance("", ""), 0);
  EXPECT_EQ(edit_distance("Kitten", "sitting"), 3);
  EXPECT_EQ(edit_distance("NODE", "node"), 0);
  EXPECT_EQ(edit_distance("", "abc"), 3);
}

TEST(NearMiss, SuggestsOnlyWhatIsClose) {
  const std::vector<std::string> names{"status", "doctor", "rebuild"};
  EXPECT_EQ(near_miss("statsu", names), "status");
  EXPECT_EQ(near_miss("reb", names), "rebuild");
  EXPECT_EQ(near_miss("completely-else", names), "");
  EXPECT_EQ(did_you_mean("doktor", names), "; did you mean \"doctor\"?");
  EXPECT_EQ(did_you_mean("zzzzzz", names), "");
}

TEST(Settings, NamesAreUniqueAndDerivedFromTheKey) {
  std::set<std::string> keys, variables, flags;
  for (const Setting& setting : settings()) {
    EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
    EXPECT_TRUE(variables.insert(setting.environment_name()).second) << setting.key;
    EXPECT_TRUE(flags.insert(setting.flag()).second) << setting.key;
    EXPECT_FALSE(setting.meaning.empty()) << setting.key;
  }
  EXPECT_EQ(find_setting("database.admin_url")->environment_name(), "MASTERBUS_DATABASE_ADMIN_URL");
  EXPECT_EQ(find_setting("database.admin_url")->flag(), "--database-admin-url");
}

TEST(Settings, EveryDefaultIsAcceptedByItsOwnRule) {
  Config config;
  for (const Setting& setting : settings()) {
    const std::string text = value_text(config, setting);
    EXPECT_NO_THROW(assign(config, setting, text, "test")) << setting.key;
    EXPECT_EQ(value_text(config, setting), text) << setting.key;
  }
}

}  // namespace
}  // namespace masterbus
