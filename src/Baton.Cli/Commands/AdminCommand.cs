using System.CommandLine;
using System.Text.Json.Nodes;
using Baton.Cli.Output;
using Baton.Server.Users;
using Baton.Storage;
using NodaTime;

namespace Baton.Cli.Commands;

/// <summary>
/// <c>baton admin create|reset</c>: a user by whoever owns the data folder, also beside a running server: for the first
/// administrator, and for one who is locked out.
/// </summary>
internal static class AdminCommand
{
    public static Command Create() =>
        new("admin", "Make an administrator, or let a user in again.")
        {
            Verb("create", "Make an administrator and print a one-time password alone.", Add),
            Verb("reset", "Give a user a one-time password, end a lock-out and all of the user's sessions.", Reset),
        };

    private static Command Verb(string verb, string about, Func<UserStore, string, string> does)
    {
        var email = new Argument<string>("EMAIL") { Description = "The e-mail that the user signs in with." };
        email.Validators.Add(Options.RefuseMisspelt);
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command(verb, about) { email, data, json };
        command.SetAction(async parsed =>
        {
            var user = parsed.GetRequiredValue(email);
            if (UserEndpoints.FaultInEmail(user) is { } fault)
            {
                throw CommandException.Usage(fault);
            }

            var password = await In(parsed.GetRequiredValue(data), users => does(users, user));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                Json.Write(output, new JsonObject { ["email"] = User.Normal(user), ["one_time_password"] = password });
            }
            else
            {
                output.WriteLine(password);
            }

            return ExitCodes.Good;
        });
        return command;
    }

    // A folder without data yet gets its database, so that there can be an administrator before the first start.
    private static async Task<string> In(string directory, Func<UserStore, string> does)
    {
        if (!File.Exists(DataFolder.DatabaseIn(directory)))
        {
            await using var store = DataFolders.Own(directory);
            return does(store.Users);
        }

        using var reader = DataFolders.Read(directory);
        return does(reader.Users);
    }

    private static Instant Until => SystemClock.Instance.GetCurrentInstant() + UserEndpoints.OneTimeLasts;

    private static string Add(UserStore users, string email)
    {
        var password = Passwords.OneTime();
        var user = new NewUser(email, Role.Admin) { Password = Passwords.Hash(password), PasswordUntil = Until };
        return users.Add(user, ActBy.CommandLine) is not null
            ? password
            : throw CommandException.Failed(
                $"there is a user {email} already; 'baton admin reset {email}' lets them in again"
            );
    }

    private static string Reset(UserStore users, string email)
    {
        var password = Passwords.OneTime();
        return
            users.ByEmail(email) is { } user
            && users.SetPassword(user.Id, Passwords.Hash(password), Until, ActBy.CommandLine)
            ? password
            : throw CommandException.Failed($"there is no user {email}; 'baton admin create {email}' makes one");
    }
}
