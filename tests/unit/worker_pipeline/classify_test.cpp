#include "worker/pipeline/classify.hpp"

#include <gtest/gtest.h>

namespace masterbus::pipeline {
namespace {

TEST(Classify, TheServerOrTheNetworkIsUnwell) {
  for (const char* sqlstate :
       {"08000", "08001", "08006", "57P01", "57P02", "57P03", "53300", "53100", "53200", "25P03"}) {
    for (const auto stage : {Stage::connecting, Stage::streaming, Stage::applying}) {
      EXPECT_EQ(classify(sqlstate, stage), Reaction::reconnect) << sqlstate;
    }
  }
}

TEST(Classify, NoRetryHelps) {
  for (const char* sqlstate : {"42501", "28000", "28P01"}) {
    EXPECT_EQ(classify(sqlstate, Stage::connecting), Reaction::stop) << sqlstate;
    EXPECT_FALSE(remedy(sqlstate).empty()) << sqlstate;
  }
}

TEST(Classify, TheSlotIsTakenOrLost) {
  EXPECT_EQ(classify("55006", Stage::streaming), Reaction::standby);
  for (const char* sqlstate : {"55000", "42704", "58P01"}) {
    EXPECT_EQ(classify(sqlstate, Stage::streaming), Reaction::gap) << sqlstate;
    EXPECT_EQ(classify(sqlstate, Stage::applying), Reaction::persist) << sqlstate << " says nothing about a slot here";
  }
}

TEST(Classify, ABatchIsTriedAgain) {
  for (const char* sqlstate : {"40001", "40P01", "55P03"}) {
    EXPECT_EQ(classify(sqlstate, Stage::applying), Reaction::retry) << sqlstate;
  }
}

TEST(Classify, OurOwnStates) {
  EXPECT_EQ(classify("MB001", Stage::applying), Reaction::fenced);
  EXPECT_EQ(classify("MB002", Stage::connecting), Reaction::gap);
}

TEST(Classify, AnythingElseIsSaidAndTriedAgain) {
  for (const char* sqlstate : {"XX000", "22P02", "42P01", "P0001", "23505", ""}) {
    EXPECT_EQ(classify(sqlstate, Stage::applying), Reaction::persist) << sqlstate;
  }
}

}  // namespace
}  // namespace masterbus::pipeline
