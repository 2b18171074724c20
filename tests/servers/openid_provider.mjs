// A real OpenID provider on a loopback port: node openid_provider.mjs PORT FOLDER
// FOLDER/clients.json: its clients. FOLDER/claims.json: login name → claims, read anew for each sign-in.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Provider from "oidc-provider";

const [port, folder] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf-8"));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: read("clients.json"),
  claims: { openid: ["sub", "role", "kvk", "agb", "town", "amr"], email: ["email", "email_verified"], profile: ["name"]},
  conformIdTokenClaims: false,
  async findAccount(_context, id) {
    return { accountId: id, claims: async () => ({ sub: id, ...read("claims.json")[id] }) };
  },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ["for tests only"] },
});
// How somebody proved who they are: as the test says of them.
Object.defineProperty(provider.Session.prototype, "amr", {
  get() { return read("claims.json")[this.accountId]?.amr; },
  set() {},
});
// Its pages ask a stranger for a typeface.
provider.use(async (context, next) => {
  await next();
  if (typeof context.body === "string") context.body = context.body.replace(/@import url\([^)]*\);/g, "");
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
