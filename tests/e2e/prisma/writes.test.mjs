// Every way in which Prisma writes: after each, ThreatMap's rows say what Condoit's rows say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { breaker, createOrganization, daysAgo, facility, healthy, panel, prisma } from './condoit.mjs';
import { ThreatMap } from './threatmap.mjs';

const threatmap = new ThreatMap();
let organizationId;

before(async () => {
  organizationId = (await createOrganization('writes')).id;
});
after(async () => {
  await prisma.$disconnect();
  await threatmap.close();
});

const newFacility = (name, children = {}) => prisma.facility.create({ data: { ...facility(organizationId, name), ...children } });
const day = (date) => date.toISOString().slice(0, 10);

test('nested creates: a facility with its gear and their history in one call', async () => {
  const site = await prisma.facility.create({
    data: {
      ...facility(organizationId, 'Nested'),
      panels: {
        create: {
          ...panel(organizationId, 'LP-1', 18_000), conductorMaterial: 'ALUMINUM', building: 'Building A', room: 'Room 2',
          breakers: { create: [breaker(organizationId, 'CB-1'), breaker(organizationId, 'CB-2')] },
          maintenanceRecords: {
            create: [
              { organizationId, type: 'REPAIR', status: 'COMPLETED', performedAt: daysAgo(90), technicianName: 'Maria Chen' },
              { organizationId, type: 'CLEANING', status: 'SCHEDULED', scheduledFor: daysAgo(-30) },
            ],
          },
          arcFlashStudies: {
            create: { organizationId, assessedAt: daysAgo(100), ppeCategory: 2, incidentEnergyCalCm2: 6.5,
              workingDistanceMm: 455, arcFlashBoundaryMm: 1300 },
          },
        },
      },
      transformers: { create: { ...healthy(organizationId, 'T-1'), windingMaterial: 'COPPER' } },
      equipment: { create: { ...healthy(organizationId, 'UPS 1'), category: 'UPS', conductorMaterial: 'COPPER',
        attributes: { harmonicsPercentage: 9.5, powerFactor: 0.88 } } },
    },
    include: { panels: { include: { breakers: true } }, transformers: true, equipment: true },
  });
  const [lp] = site.panels;
  await prisma.inspection.create({
    data: {
      organization: { connect: { id: organizationId } }, facility: { connect: { id: site.id } }, panel: { connect: { id: lp.id } },
      type: 'INFRARED', status: 'COMPLETED', inspectedAt: daysAgo(10), passed: false, corrosionLevel: 'SEVERE',
      rustLevel: 'MINIMAL', hottestReadingC: 71.4, thermalAnomaly: true,
    },
  });
  await prisma.photo.create({
    data: { organizationId, facilityId: site.id, panelId: lp.id, url: 'https://files.example/lp-1.jpg', takenAt: daysAgo(10) },
  });
  await threatmap.settled();

  const ids = [lp.id, ...lp.breakers.map(({ id }) => id), site.transformers[0].id, site.equipment[0].id].sort();
  assert.deepEqual(await threatmap.equipmentIds(site.id), ids);
  const row = await threatmap.equipment(lp.id);
  const { organization_id, name, type, location, install_date, conductor_material, corrosion_level, rust_level, temperature,
    last_service, intervention_count, photo_url } = row;
  assert.deepEqual(
    { organization_id, name, type, location, install_date, conductor_material, corrosion_level, rust_level, temperature,
      last_service, intervention_count, photo_url },
    { organization_id: organizationId, name: 'LP-1', type: 'Panel', location: 'Building A, Room 2',
      install_date: day(daysAgo(18_000)), conductor_material: 'Aluminum', corrosion_level: 'Severe', rust_level: 'Minimal',
      temperature: '71°C', last_service: day(daysAgo(90)), intervention_count: 1, photo_url: 'https://files.example/lp-1.jpg' });
  assert.ok(row.risk_score > 70, `old, aluminum, corroded and hot scores ${row.risk_score}`);
  assert.equal((await threatmap.equipment(lp.breakers[0].id)).location, 'Building A, Room 2, LP-1');
  assert.equal((await threatmap.facility(site.id)).equipment_count, 5);
});

test('update and updateMany: loads go up and come back', async () => {
  const site = await newFacility('Loads', { panels: { create: { ...panel(organizationId), breakers: {
    create: [1, 2, 3].map((n) => breaker(organizationId, `CB-${n}`)) } } } });
  const [{ breakers, id: panelId }] = await prisma.panel.findMany({ where: { facilityId: site.id }, include: { breakers: true } });
  await threatmap.settled();
  const before = await threatmap.equipment(breakers[0].id);

  const { count } = await prisma.breaker.updateMany({ where: { panelId }, data: { loadingPercentage: 95 } });
  assert.equal(count, 3);
  await threatmap.settled();
  const loaded = await threatmap.equipment(breakers[0].id);
  // Loading above 90 % adds 65 to the operational factor, which weighs 0.10, times 1.05; both scores are rounded.
  assert.ok(Math.abs(loaded.risk_score - before.risk_score - 6.825) <= 0.1, `${before.risk_score} → ${loaded.risk_score}`);

  await prisma.breaker.updateMany({ where: { panelId }, data: { loadingPercentage: { decrement: 45 } } });
  await threatmap.settled();
  assert.equal((await threatmap.equipment(breakers[0].id)).risk_score, before.risk_score);

  // The panel's air is its breakers' air: humidity over 80 % adds 40 to a factor that weighs 0.10.
  await prisma.panel.update({ where: { id: panelId }, data: { relativeHumidity: 85 } });
  await threatmap.settled();
  const damp = await threatmap.equipment(breakers[0].id);
  assert.ok(Math.abs(damp.risk_score - before.risk_score - 4.2) <= 0.1, `${before.risk_score} → ${damp.risk_score}`);
});

test('connect, set and disconnect: a conductor is exposed to what its raceways are', async () => {
  const site = await newFacility('Routes');
  const { id: facilityId } = site;
  const conductor = await prisma.conductor.create({ data: { ...healthy(organizationId, 'F-1'), facilityId, material: 'ALUMINUM' } });
  const raceway = (name, isOutdoor, corrosiveEnvironment) => prisma.raceway.create({ data: {
    organizationId, facilityId, name, racewayType: 'EMT', installDate: daysAgo(4000), fillPercentage: 40, ambientTemperatureF: 72,
    relativeHumidity: 45, isOutdoor, corrosiveEnvironment } });
  const inside = await raceway('RW-in', false, false);
  const outside = await raceway('RW-out', true, true);
  await threatmap.settled();
  const score = async () => (await threatmap.equipment(conductor.id)).risk_score;
  const dry = await score();
  assert.equal((await threatmap.equipment(inside.id)).conductor_material, 'Copper');

  await prisma.conductor.update({ where: { id: conductor.id }, data: { raceways: { connect: [{ id: inside.id }, { id: outside.id }] } } });
  await threatmap.settled();
  // Corrosive 25 and outdoor 15 more, at weight 0.10.
  assert.ok(Math.abs((await score()) - dry - 4.2) <= 0.1, `${dry} → ${await score()}`);
  assert.equal((await threatmap.equipment(inside.id)).conductor_material, 'Aluminum');

  await prisma.raceway.update({ where: { id: outside.id }, data: { corrosiveEnvironment: false } });
  await threatmap.settled();
  assert.ok(Math.abs((await score()) - dry - 1.575) <= 0.1, `${dry} → ${await score()}`);

  await prisma.conductor.update({ where: { id: conductor.id }, data: { raceways: { disconnect: { id: outside.id } } } });
  await threatmap.settled();
  assert.equal(await score(), dry);

  await prisma.raceway.update({ where: { id: outside.id }, data: { conductors: { set: [{ id: conductor.id }] } } });
  await prisma.conductor.update({ where: { id: conductor.id }, data: { raceways: { set: [] } } });
  await threatmap.settled();
  assert.equal(await score(), dry);
  assert.equal((await threatmap.equipment(inside.id)).conductor_material, 'Copper');
});

test('a raceway that is deleted takes its row of the join table along', async () => {
  const { id: facilityId } = await newFacility('Cascade of a join');
  const conductor = await prisma.conductor.create({ data: { ...healthy(organizationId, 'F-1'), facilityId, material: 'COPPER',
    raceways: { create: { organizationId, facilityId, name: 'RW-1', racewayType: 'PVC', installDate: daysAgo(400), fillPercentage: 30,
      ambientTemperatureF: 72, relativeHumidity: 45, isOutdoor: true } } }, include: { raceways: true } });
  await threatmap.settled();
  const exposed = (await threatmap.equipment(conductor.id)).risk_score;
  await prisma.raceway.delete({ where: { id: conductor.raceways[0].id } });
  await threatmap.settled();
  assert.ok(Math.abs(exposed - (await threatmap.equipment(conductor.id)).risk_score - 1.575) <= 0.1);
  assert.deepEqual(await threatmap.equipmentIds(facilityId), [conductor.id]);
});

test('cascades: a panel goes with its breakers and their records, a facility with everything', async () => {
  const site = await newFacility('Cascades', { panels: { create: [
    { ...panel(organizationId, 'LP-1'), breakers: { create: [
      { ...breaker(organizationId), maintenanceRecords: { create: {
        organizationId, type: 'TRIP_TEST', status: 'COMPLETED', performedAt: daysAgo(5) } } }] } },
    panel(organizationId, 'LP-2')] } });
  const [first, second] = await prisma.panel.findMany({ where: { facilityId: site.id }, orderBy: { name: 'asc' } });
  await threatmap.settled();
  assert.equal((await threatmap.equipmentIds(site.id)).length, 3);

  await prisma.panel.delete({ where: { id: first.id } });
  await threatmap.settled();
  assert.deepEqual(await threatmap.equipmentIds(site.id), [second.id]);
  assert.equal((await threatmap.facility(site.id)).equipment_count, 1);

  await prisma.facility.delete({ where: { id: site.id } });
  await threatmap.settled();
  assert.equal(await threatmap.facility(site.id), undefined);
  assert.equal(await threatmap.equipment(second.id), undefined);
});

test('soft delete and restore, of a panel and of its facility', async () => {
  const site = await newFacility('Soft', { panels: { create: { ...panel(organizationId),
    breakers: { create: breaker(organizationId) } } } });
  const [{ id }] = await prisma.panel.findMany({ where: { facilityId: site.id } });
  await threatmap.settled();
  const all = await threatmap.equipmentIds(site.id);
  assert.equal(all.length, 2);

  await prisma.panel.update({ where: { id }, data: { deletedAt: new Date() } });
  await threatmap.settled();
  assert.deepEqual(await threatmap.equipmentIds(site.id), []);
  await prisma.panel.updateMany({ where: { facilityId: site.id }, data: { deletedAt: null } });
  await threatmap.settled();
  assert.deepEqual(await threatmap.equipmentIds(site.id), all);

  await prisma.facility.update({ where: { id: site.id }, data: { deletedAt: new Date() } });
  await threatmap.settled();
  assert.equal(await threatmap.facility(site.id), undefined);
  await prisma.facility.update({ where: { id: site.id }, data: { deletedAt: null } });
  await threatmap.settled();
  assert.equal((await threatmap.facility(site.id)).equipment_count, 2);
});

test('interactive transactions: a move, and a rollback that leaves no trace', async () => {
  const [from, to] = [await newFacility('From'), await newFacility('To')];
  const { id } = await prisma.panel.create({ data: { ...panel(organizationId), facilityId: from.id,
    breakers: { create: [breaker(organizationId, 'CB-1'), breaker(organizationId, 'CB-2')] } } });
  await threatmap.settled();
  assert.equal((await threatmap.facility(from.id)).equipment_count, 3);

  await prisma.$transaction(async (tx) => {
    const found = await tx.panel.findUniqueOrThrow({ where: { id } });
    await tx.panel.update({ where: { id }, data: { facilityId: to.id, loadingPercentage: found.loadingPercentage + 1 } });
    await tx.breaker.create({ data: { ...breaker(organizationId, 'CB-3'), panelId: id } });
  });
  await threatmap.settled();
  assert.deepEqual(await threatmap.equipmentIds(from.id), []);
  assert.equal((await threatmap.facility(to.id)).equipment_count, 4);

  const before = await threatmap.equipment(id);
  await assert.rejects(prisma.$transaction(async (tx) => {
    await tx.panel.update({ where: { id }, data: { loadingPercentage: 120, facilityId: from.id } });
    await tx.breaker.deleteMany({ where: { panelId: id } });
    throw new Error('the form was closed');
  }), /the form was closed/);
  await threatmap.settled();
  assert.deepEqual(await threatmap.equipment(id), before);
  assert.equal((await threatmap.facility(to.id)).equipment_count, 4);
});

test('createMany, upsert, deleteMany and a batch transaction', async () => {
  const { id: facilityId } = await newFacility('Bulk');
  const panels = await prisma.panel.createManyAndReturn({
    data: Array.from({ length: 200 }, (_, n) => ({ ...panel(organizationId, `LP-${n}`, 1000 + 60 * n), facilityId })) });
  await threatmap.settled();
  assert.equal((await threatmap.facility(facilityId)).equipment_count, 200);

  const where = { id: panels[0].id };
  await prisma.panel.upsert({ where, update: { name: 'renamed' }, create: { ...panel(organizationId), facilityId } });
  const added = await prisma.panel.upsert({ where: { id: 'no such panel' }, update: {},
    create: { ...panel(organizationId, 'new'), facilityId } });
  await prisma.$transaction([
    prisma.panel.deleteMany({ where: { facilityId, installDate: { lt: daysAgo(7000) } } }),
    prisma.maintenanceRecord.create({ data: { organizationId, panelId: added.id, type: 'CONNECTION_TIGHTNESS',
      status: 'COMPLETED', performedAt: daysAgo(1) } }),
  ]);
  await threatmap.settled();
  const left = await prisma.panel.findMany({ where: { facilityId }, select: { id: true } });
  assert.ok(left.length > 50 && left.length < 200, `${left.length} panels are left`);
  assert.deepEqual(await threatmap.equipmentIds(facilityId), left.map(({ id }) => id).sort());
  assert.equal((await threatmap.equipment(panels[0].id)).name, 'renamed');
  assert.equal((await threatmap.equipment(added.id)).last_service, day(daysAgo(1)));
});
