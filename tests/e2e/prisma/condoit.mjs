// Condoit's side of a test: its Prisma Client, and documents as its screens would send them.
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';

export const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });

/** An organisation of its own for each test file. */
export function createOrganization(slug) {
  return prisma.organization.create({ data: { name: slug, slug: `${slug}-${process.pid}` } });
}

export const daysAgo = (days) => new Date(Math.floor(Date.now() / 86_400_000 - days) * 86_400_000);

/** A healthy copper item of a given age in days; everything that its score needs. */
export function healthy(organizationId, name, ageDays = 4000) {
  return {
    organizationId, name, installDate: daysAgo(ageDays), loadingPercentage: 50, ambientTemperatureF: 72, relativeHumidity: 45,
  };
}

export function facility(organizationId, name = 'Mill') {
  return { organizationId, name, city: 'Galveston', state: 'TX', latitude: 29.3, longitude: -94.8, yearBuilt: 1975 };
}

export function panel(organizationId, name = 'LP-1', ageDays = 4000) {
  return { ...healthy(organizationId, name, ageDays), conductorMaterial: 'COPPER' };
}

export function breaker(organizationId, name = 'CB-1', ageDays = 4000) {
  return { organizationId, name, installDate: daysAgo(ageDays), loadingPercentage: 50, conductorMaterial: 'COPPER' };
}
