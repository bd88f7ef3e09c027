"""An organisation's own rules through the worker: activated while changes come in, and engineering results behind Condoit's own writes."""
import datetime

import pytest

from throwaway import wait_for


@pytest.fixture
def mill(bus, condoit):
    facility = condoit.facility(name="Mill")
    panel = condoit.panel(facility, name="Main panel", voltage=480, installDate=datetime.date(1985, 6, 1))
    bus.wait_until_current()
    return facility, panel


def versions(bus):
    return {row["model_version"] for row in bus.query("SELECT DISTINCT model_version FROM masterbus.facility")}


def test_activation_goes_on_behind_live_changes_and_back(bus, condoit, mill):
    _, panel = mill
    organization = bus.value("SELECT organization_id FROM masterbus.equipment WHERE equipment_id = %s", [panel])
    score = bus.value("SELECT risk_score FROM threatmap.equipment WHERE id = %s", [panel])
    version = bus.value("SELECT masterbus.add_model(%s, voltmetrics.factor_model('own-1', age_weight => 0.5, maintenance_weight => 0.05))", [organization])
    bus.query("SELECT masterbus.activate_model(%s, 'own-1')", [organization])
    condoit.update("Panel", panel, name="Main panel, renamed")
    wait_for("every facility at the own model", lambda: versions(bus) == {version})
    bus.assert_true()
    assert bus.value("SELECT risk_score FROM threatmap.equipment WHERE id = %s", [panel]) != score
    assert bus.value("SELECT cause FROM masterbus.equipment_history WHERE equipment_id = %s ORDER BY batch DESC LIMIT 1", [panel]) == "model"
    bus.query("SELECT masterbus.roll_back_model(%s)", [organization])
    wait_for("every facility back at the released model", lambda: versions(bus) == {"1.1.0"})
    bus.assert_true()
    assert bus.value("SELECT risk_score FROM threatmap.equipment WHERE id = %s", [panel]) == score


def test_a_study_that_promises_too_little_is_found_and_mended(bus, condoit, mill):
    facility, panel = mill

    def engineering():
        return bus.query("SELECT * FROM threatmap.equipment_engineering WHERE id = %s", [panel])[0]

    assert engineering()["health_score"] > 0.5 and engineering()["incident_energy_cal_cm2"] is None
    study = condoit.insert("ArcFlashStudy", panelId=panel, assessedAt=datetime.date(2025, 1, 2), incidentEnergyCalCm2=1.5, workingDistanceMm=457, voltageKv=0.48,
                           boltedFaultCurrentKa=30, clearingTimeMs=150, gapMm=25, electrodeConfiguration="VCB")
    bus.assert_true()
    found = engineering()
    assert found["label_understated"] and found["findings"][0]["priority"] == "high"
    assert bus.value("SELECT label_understated_count FROM threatmap.facility_risk_matrix WHERE id = %s", [facility]) == 1
    condoit.update("ArcFlashStudy", study, incidentEnergyCalCm2=round(found["incident_energy_cal_cm2"] + 1, 1))
    bus.assert_true()
    assert engineering()["label_understated"] is False and engineering()["findings"] == []
    condoit.delete("ArcFlashStudy", study)
    bus.assert_true()
    assert "incident_energy:arc_flash_study" in engineering()["missing_inputs"]
