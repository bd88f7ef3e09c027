#include <gtest/gtest.h>

#include "voltmetrics/evidence.hpp"
#include "voltmetrics/nfpa70e.hpp"

namespace voltmetrics {
namespace {

constexpr Day kAsOf = day_of(2026, 1, 1);

std::uint16_t mask(std::initializer_list<Input> inputs) {
  Evidence evidence;
  for (const Input input : inputs) evidence.note(input, false);
  return evidence.missing;
}

TEST(Evidence, CompletenessCountsWhatTheTypeIsJudgedBy) {
  EXPECT_EQ(completeness(EquipmentType::panel, 0), 1.0);
  EXPECT_EQ(completeness(EquipmentType::panel, mask({Input::arc_flash})), 10.0 / 11);
  EXPECT_EQ(completeness(EquipmentType::breaker, mask({Input::arc_flash})), 1.0) << "no study is asked of breakers";
  EXPECT_EQ(completeness(EquipmentType::breaker, mask({Input::safety_labels})), 9.0 / 10);
  EXPECT_EQ(completeness(std::nullopt, mask({Input::type})), 9.0 / 10);
  EXPECT_EQ(completeness(EquipmentType::panel, 0xffff), 0.0);
}

TEST(Evidence, EveryMissingInputLowersCompletenessAndNeverRaisesConfidence) {
  for (int type = 0; type < kEquipmentTypes; ++type)
    for (std::uint16_t missing = 0; missing < 1U << kInputs; ++missing)
      for (int bit = 0; bit < kInputs; ++bit) {
        const auto kind = static_cast<EquipmentType>(type);
        const Evidence less{static_cast<std::uint16_t>(missing | 1U << bit), std::nullopt};
        const Evidence more{missing, std::nullopt};
        EXPECT_LE(completeness(kind, less.missing), completeness(kind, more.missing));
        EXPECT_LE(confidence_of(less, kind, true, kAsOf), confidence_of(more, kind, true, kAsOf));
      }
}

TEST(Evidence, ConfidenceFollowsCompletenessAndAge) {
  Evidence evidence;
  evidence.note(Input::thermographic, std::optional{day_of(2025, 6, 1)});
  evidence.note(Input::last_maintenance_date, std::optional{day_of(2021, 1, 2)});
  EXPECT_EQ(evidence.oldest, day_of(2021, 1, 2));
  EXPECT_EQ(confidence_of(evidence, EquipmentType::panel, true, kAsOf), Confidence::high);
  EXPECT_EQ(confidence_of(evidence, EquipmentType::panel, true, kAsOf + 30), Confidence::medium)
      << "older than five years";
  EXPECT_EQ(confidence_of(evidence, EquipmentType::panel, false, kAsOf), Confidence::unknown)
      << "nothing is known without a score";
  const auto of = [](std::uint16_t missing) {
    return confidence_of({missing, std::nullopt}, EquipmentType::panel, true, kAsOf);
  };
  EXPECT_EQ(of(mask({Input::arc_flash, Input::safety_labels})), Confidence::medium);
  EXPECT_EQ(of(mask({Input::arc_flash, Input::safety_labels, Input::thermographic, Input::visual_inspection})),
            Confidence::low);
}

TEST(Evidence, WhatIsNoDayIsNotOnRecord) {
  Evidence evidence;
  evidence.note(Input::thermographic, std::optional{kDistantPast});
  EXPECT_EQ(evidence.missing, mask({Input::thermographic}));
  EXPECT_FALSE(evidence.oldest.has_value());
}

TEST(Evidence, AFacilityIsAsSureAsFourFifthsOfItsItems) {
  EXPECT_EQ(prevailing_confidence({0, 0, 0, 0}), Confidence::unknown);
  EXPECT_EQ(prevailing_confidence({7, 0, 0, 0}), Confidence::unknown);
  EXPECT_EQ(prevailing_confidence({0, 0, 2, 8}), Confidence::high);
  EXPECT_EQ(prevailing_confidence({0, 0, 3, 7}), Confidence::medium);
  EXPECT_EQ(prevailing_confidence({2, 0, 0, 8}), Confidence::high);
  EXPECT_EQ(prevailing_confidence({1, 2, 3, 4}), Confidence::low);
  EXPECT_EQ(prevailing_confidence({9, 1, 0, 0}), Confidence::low)
      << "what is unknown is not called low, but the score that there is may be";
}

}  // namespace
}  // namespace voltmetrics
