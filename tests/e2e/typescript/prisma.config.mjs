// Prisma's command line over a folder of schemas: the reader's own and the generated one.
import { defineConfig } from 'prisma/config';

export default defineConfig({ schema: 'prisma' });
