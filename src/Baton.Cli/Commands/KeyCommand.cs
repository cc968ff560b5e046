using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Storage;

namespace Baton.Cli.Commands;

/// <summary><c>baton key create|list|revoke</c>: API keys, also beside a running server.</summary>
internal static class KeyCommand
{
    public static Command Create() => new("key", "Make, list and revoke API keys.") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is, such as the program that uses it." };
        name.Validators.Add(Options.RefuseMisspelt);
        var user = new Option<string?>("--user")
        {
            Description = "The person it acts for: an e-mail or a rep's id.",
            HelpName = "USER",
        };
        var role = new Option<Role?>("--role")
        {
            Description = "What it may do: rep where it has a user, else admin, unless told.",
            HelpName = "admin|manager|rep|viewer",
            CustomParser = RoleIn,
        };
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("create", "Make a key and print it alone; it cannot be read again.")
        {
            name,
            user,
            role,
            data,
            json,
        };
        command.SetAction(async parsed =>
        {
            var key = await New(
                parsed.GetRequiredValue(name),
                parsed.GetValue(role),
                parsed.GetValue(user),
                parsed.GetRequiredValue(data)
            );
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, new JsonObject { ["key"] = key });
            }
            else
            {
                output.WriteLine(key);
            }

            return ExitCodes.Good;
        });
        return command;
    }

    // A folder without data yet gets its database, so that a key can be made before the first start.
    private static async Task<string> New(string name, Role? asked, string? user, string directory)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw CommandException.Usage("the key needs a name");
        }

        // The least that makes sense of a person's key.
        var role = asked ?? (user is null ? Role.Admin : Role.Rep);
        if (role == Role.Rep && string.IsNullOrWhiteSpace(user))
        {
            throw CommandException.Usage("a rep's key needs --user: the rep's e-mail or id");
        }

        if (!File.Exists(DataFolder.DatabaseIn(directory)))
        {
            await using var store = DataFolders.Own(directory);
            return store.Keys.Create(name, role, user);
        }

        using var reader = DataFolders.Read(directory);
        return reader.Keys.Create(name, role, user);
    }

    private static Role? RoleIn(ArgumentResult argument)
    {
        var word = argument.Tokens[0].Value;
        if (RoleNames.Find(word) is { } role)
        {
            return role;
        }

        argument.AddError($"'{word}' is no role; there are admin, manager, rep and viewer.");
        return null;
    }

    private static Command List()
    {
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("list", "List the keys; their secrets are not kept.") { data, json };
        command.SetAction(parsed =>
        {
            using var reader = DataFolders.Read(parsed.GetRequiredValue(data));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, Json.Array(reader.Keys.List().Select(Described)));
                return;
            }

            var table = Terminal.Table(">id", "name", "role", "user", "created", "revoked");
            foreach (var key in reader.Keys.List())
            {
                table.Add(
                    Text(key.Id),
                    key.Name,
                    RoleNames.Of(key.Role),
                    key.User,
                    key.CreatedAt.ToString(),
                    key.RevokedAt?.ToString()
                );
            }

            Terminal.On(output).Write(table);
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<long>("ID")
        {
            Description = "The key's id, as 'baton key list' shows it.",
            CustomParser = Options.Number<long>,
        };
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("revoke", "Revoke a key, at once and for ever.") { id, data, json };
        command.SetAction(parsed =>
        {
            using var reader = DataFolders.Read(parsed.GetRequiredValue(data));
            if (!reader.Keys.Revoke(parsed.GetRequiredValue(id)))
            {
                throw CommandException.Failed(
                    $"there is no key {parsed.GetRequiredValue(id)}, or it was revoked before; see 'baton key list'"
                );
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, new JsonObject { ["revoked"] = parsed.GetRequiredValue(id) });
            }
            else
            {
                output.WriteLine($"revoked key {parsed.GetRequiredValue(id)}");
            }
        });
        return command;
    }

    private static JsonObject Described(ApiKey key) =>
        new()
        {
            ["id"] = key.Id,
            ["name"] = key.Name,
            ["role"] = RoleNames.Of(key.Role),
            ["user"] = key.User,
            ["created_at"] = key.CreatedAt.ToString(),
            ["revoked_at"] = key.RevokedAt?.ToString(),
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
