using System.Text.Json;
using Baton.Server.Access;
using Baton.Server.Json;
using Baton.Storage;

namespace Baton.Server.Users;

/// <summary>Users and actors as the API shows them.</summary>
internal static class UserJson
{
    public static void Write(Utf8JsonWriter json, User user, string? password = null)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, user.Id);
        json.WriteString("email"u8, user.Email);
        json.WriteString("name"u8, user.Name);
        json.WriteString("role"u8, RoleNames.Of(user.Role));
        json.WriteString("rep"u8, user.Rep);
        json.WriteBoolean("has_password"u8, user.HasPassword);
        json.WriteBoolean("must_change_password"u8, user.MustChange);
        json.WriteBoolean("disabled"u8, user.DisabledAt is not null);
        LeadWriter.Time(json, "locked_until"u8, user.LockedUntil);
        LeadWriter.Time(json, "created_at"u8, user.CreatedAt);
        LeadWriter.Time(json, "signed_in_at"u8, user.SignedInAt);
        if (password is not null)
        {
            json.WriteString("one_time_password"u8, password);
        }

        json.WriteEndObject();
    }

    /// <summary>Who asks, as he is told himself.</summary>
    public static void Me(Utf8JsonWriter json, Actor actor, string workspace, string? rep)
    {
        json.WriteStartObject();
        json.WriteString("workspace"u8, workspace);
        json.WriteString("kind"u8, actor.Session is null ? "key" : "session");
        json.WriteString("name"u8, actor.Session?.User.Name ?? actor.Name);
        json.WriteString("user"u8, actor.User);
        json.WriteString("role"u8, RoleNames.Of(actor.Role));
        json.WriteString("rep"u8, rep);
        if (actor.Scopes is { } scopes)
        {
            json.WriteStartArray("scopes"u8);
            foreach (var scope in scopes)
            {
                json.WriteStringValue(scope);
            }

            json.WriteEndArray();
        }

        if (actor.Session is { } session)
        {
            json.WriteBoolean("must_change_password"u8, session.User.MustChange);
            json.WriteString("csrf"u8, SessionCookie.CsrfOf(session.Token));
        }

        json.WriteEndObject();
    }
}
