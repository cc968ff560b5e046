// A real OpenID Connect provider for tests. /begin?redirect_uri=… starts it, /as?account=… says who will sign in.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const accounts = {
  ann: { email: "ann@team.test", email_verified: true },
  double: { email: "ann@team.test", email_verified: true },
  loose: { email: "loose@team.test", email_verified: false },
  new: { email: "new@team.test", email_verified: true },
};
let account = "ann";
let provider;

const begin = (issuer, redirect) =>
  new Provider(issuer, {
    clients: [
      {
        client_id: "baton",
        client_secret: "a-secret-that-both-of-them-know",
        redirect_uris: [redirect],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["only-for-tests"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
  });

const finish = async (request, response) => {
  const grant = new provider.Grant({ accountId: account, clientId: "baton" });
  grant.addOIDCScope("openid email");
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: account }, consent });
};

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  if (url.pathname === "/begin") {
    provider = begin(url.origin, url.searchParams.get("redirect_uri"));
    response.end();
  } else if (url.pathname === "/as") {
    account = url.searchParams.get("account");
    response.end();
  } else if (url.pathname.startsWith("/interaction/")) {
    await finish(request, response);
  } else {
    provider.callback()(request, response);
  }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.on("end", () => process.exit()).resume();
