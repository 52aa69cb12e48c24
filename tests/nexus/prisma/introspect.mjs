// Reads the schema nexus as the client's own tool does, and writes nexus.prisma. Where to connect: PGHOST, PGUSER, PGDATABASE.
//
// The tool's command runs a program that it fetches; this is the same engine, as it comes with the package.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import Result from 'pg/lib/result.js';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

const CODE = 18; // the type "char", in which the catalogue keeps its codes
const TEXT = 25;
const HEAD = `generator client {
  provider = "prisma-client-js"
  output   = "./client"
}

datasource db {
  provider = "postgresql"
  schemas  = ["nexus"]
}
`;

// The driver refuses "char": it is told text, and the engine a character.
let codes = [];
const { addFields } = Result.prototype;
Result.prototype.addFields = function (fields) {
  codes = fields.map((field) => field.dataTypeID === CODE);
  for (const field of fields) if (field.dataTypeID === CODE) field.dataTypeID = TEXT;
  return addFields.call(this, fields);
};

class Catalogue extends PrismaPg {
  async connect() {
    const connection = await super.connect();
    const queryRaw = connection.queryRaw.bind(connection);
    connection.queryRaw = async (query) => {
      const answer = await queryRaw(query);
      return { ...answer, columnTypes: answer.columnTypes.map((type, n) => (codes[n] ? ColumnTypeEnum.Character : type)) };
    };
    return connection;
  }
}

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: console.error };
const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/js$/, 'wasm');
const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': engine });
engine.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const { PGHOST: host, PGUSER: user, PGDATABASE: database } = process.env;
const adapter = bindMigrationAwareSqlAdapterFactory(new Catalogue({ host, user, database }));
const reader = await engine.SchemaEngine.new({ datamodels: [['nexus.prisma', HEAD]] }, () => {}, adapter);
const { schema } = await reader.introspect({
  schema: { files: [{ path: 'nexus.prisma', content: HEAD }] },
  baseDirectoryPath: process.cwd(),
  force: true,
  compositeTypeDepth: 0,
  namespaces: ['nexus'],
});
writeFileSync('nexus.prisma', schema.files[0].content);
process.exit(0); // the engine keeps its connection
