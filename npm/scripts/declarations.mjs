// Writes the TypeScript declarations of the public data types from their JSON Schemas.
// Called by `cargo xtask types`; usage: node declarations.mjs <inputs.json> <results.json> <data.ts>
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";
import ts from "typescript";

const [inputsFile, resultsFile, out] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8")).$defs;

/** Names that Rust gives to instances of generic types, and what the package calls them. */
const RENAMED = { Quantities2: "RequestQuantities", Value: "ConditionValue" };

/** Lists of words to which later versions may add. */
const OPEN = new Set(["Component", "EncodingName", "WarningCode"]);

const [inputs, results] = [read(inputsFile), read(resultsFile)];
// A type that is both handed over and returned is declared as what is handed over.
const definitions = { ...results, ...inputs };

/** Inputs that are names of the catalog, by their field. */
const NAMED = { model: "ModelName", provider: "ProviderName" };

/** Words that are read and never written, by the type that they belong to: `"fast"` is a tier, and comes back as `"priority"`. */
const readOnlyWords = {};
for (const [name, { oneOf }] of Object.entries(inputs)) {
  const written = results[name]?.oneOf?.map((choice) => choice.const);
  if (!written?.every((word) => word !== undefined)) continue;
  const others = oneOf.map((choice) => choice.const).filter((word) => !written.includes(word));
  if (others.length > 0) {
    readOnlyWords[name] = others;
    definitions[name] = results[name];
  }
}
definitions.ModelChoice.anyOf.find(({ type }) => type === "string").tsType = NAMED.model;
for (const [name, renamed] of Object.entries(RENAMED)) {
  if (!(name in definitions)) throw new Error(`there is no type ${name}; RENAMED in declarations.mjs is out of date`);
  definitions[renamed] = definitions[name];
  delete definitions[name];
}
// Numbers within other bounds are the same type in TypeScript.
for (const name of Object.keys(definitions)) {
  if (name.startsWith("Uncertain_")) delete definitions[name];
}

/** Rust's documentation in the words of TypeScript: names in camel case, no links of rustdoc. */
function inTypeScript(text) {
  return text
    .replace(/\[(`[^`]+`)\](\([^)]*\))?/g, "$1")
    .replace(/`(?:crate::|Self::|\w+::)+(\w+)`/g, "`$1`")
    .replace(/`([a-z]+(?:_[a-z0-9]+)+)`/g, (_, name) => `\`${name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())}\``)
    .replace(/(?<=\S)\n(?=\S)/g, " ");
}

/** The bounds of a number, list or text in words. */
function boundsOf(schema) {
  const { minimum, maximum, minItems, maxItems, maxLength } = schema;
  if (minimum !== undefined && maximum !== undefined && maximum <= 1e6) return `From ${minimum} to ${maximum}.`;
  if (minItems !== undefined && minItems === maxItems) return `${minItems} elements.`;
  if (maxItems !== undefined) return `At most ${maxItems} elements.`;
  if (maxLength !== undefined) return `At most ${maxLength} characters.`;
  return "";
}

/** Prepares a schema for the generator, which knows neither our names nor our bounds. */
function prepare(schema, isInput, name) {
  const isProperty = name !== undefined;
  if (Array.isArray(schema)) return schema.map((item) => prepare(item, isInput));
  if (typeof schema !== "object" || schema === null) return schema;
  const prepared = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") {
      prepared.properties = Object.fromEntries(Object.entries(value).map(([name, property]) => [name, prepare(property, isInput, name)]));
    } else if (key === "$ref") {
      // By name: the generator would copy what a reference with a description of its own points to.
      const referred = value.replace("#/$defs/", "");
      const words = isInput ? (readOnlyWords[referred] ?? []) : [];
      const type = RENAMED[referred] ?? (referred.startsWith("Uncertain_") ? "Uncertain" : referred);
      prepared.tsType = [type, ...words.map((word) => JSON.stringify(word))].join(" | ");
    } else if (key === "type" && isInput && name in NAMED && value === "string") {
      prepared.tsType = NAMED[name];
    } else if (key === "description") {
      prepared.description = inTypeScript(value);
    } else if (["default", "minItems", "maxItems"].includes(key)) {
      // Said in the description.
    } else if (key === "additionalProperties" && value === true) {
      prepared.tsType = "object";
    } else {
      prepared[key] = typeof value === "object" && key !== "enum" && key !== "const" && key !== "required" ? prepare(value, isInput) : value;
    }
  }
  if (isProperty && "const" in schema) prepared.description ??= `Always \`${JSON.stringify(schema.const)}\`.`;
  const bounds = isProperty ? boundsOf(schema) : "";
  if (bounds) prepared.description = [prepared.description, bounds].filter(Boolean).join(" ");
  // A list of words with descriptions: the words alone, or each would be an interface.
  if (Array.isArray(schema.oneOf) && schema.oneOf.every((choice) => "const" in choice)) {
    delete prepared.oneOf;
    prepared.enum = schema.oneOf.map((choice) => choice.const);
    prepared.description = [
      prepared.description,
      ...schema.oneOf.filter((choice) => choice.description).map((choice) => `- \`"${choice.const}"\`: ${inTypeScript(choice.description)}`),
    ].join("\n");
  }
  return prepared;
}

const schema = {
  $defs: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, definition]) => [name, { title: name, ...prepare(definition, name in inputs || Object.values(RENAMED).includes(name)) }])),
};
const compiled = await compile(schema, "Nothing", {
  additionalProperties: false,
  bannerComment: "",
  ignoreMinAndMaxItems: true,
  unreachableDefinitions: true,
  style: { printWidth: 100 },
});

/** The generator's remarks on where it found a type. */
const generated = compiled.replace(/ \*\n \* This interface was referenced by [^*]*\n \* via the `definition` "\w+"\.\n/g, "").replace(/\/\*\*\n \* This interface was referenced by [^*]*\n \* via the `definition` "\w+"\.\n \*\/\n/g, "");

/** Results are frozen: their properties are read-only. Inputs are only read: they may hold read-only arrays. */
const readOnly = (context) => {
  const { factory } = context;
  const modifier = factory.createModifier(ts.SyntaxKind.ReadonlyKeyword);
  let ofResult = false;
  const visit = (node) => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      const name = node.name.text;
      ofResult = !(name in inputs) && !Object.values(RENAMED).includes(name);
    }
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isPropertySignature(visited)) {
      // An optional input may be undefined, which is how SDKs leave a count out.
      const isOptional = !ofResult && visited.questionToken !== undefined;
      const type = isOptional
        ? factory.createUnionTypeNode([visited.type, factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword)])
        : visited.type;
      return factory.updatePropertySignature(visited, ofResult ? [modifier] : [], visited.name, visited.questionToken, type);
    }
    if (ts.isIndexSignatureDeclaration(visited)) {
      return factory.updateIndexSignature(visited, [modifier], visited.parameters, visited.type);
    }
    if (ts.isArrayTypeNode(visited)) {
      return factory.createTypeOperatorNode(ts.SyntaxKind.ReadonlyKeyword, visited);
    }
    if (ts.isTypeAliasDeclaration(visited) && OPEN.has(visited.name.text)) {
      const others = factory.createParenthesizedType(
        factory.createIntersectionTypeNode([factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword), factory.createTypeLiteralNode([])]),
      );
      return factory.updateTypeAliasDeclaration(visited, visited.modifiers, visited.name, undefined, factory.createUnionTypeNode([visited.type, others]));
    }
    return visited;
  };
  return (file) => ts.visitNode(file, visit);
};
const file = ts.createSourceFile("data.ts", generated, ts.ScriptTarget.Latest, true);
const kept = file.statements.filter((statement) => !(ts.isInterfaceDeclaration(statement) && statement.name.text === "Nothing"));
const { transformed } = ts.transform(ts.factory.updateSourceFile(file, kept), [readOnly]);
const text = ts.createPrinter().printFile(transformed[0]);

writeFileSync(
  out,
  `/** The data that callers hand over and get back. Generated from the Rust types by \`cargo xtask types\`: change those. */\n\nimport type { ModelName, ProviderName } from "./names.js";\n\n${text}`,
);
