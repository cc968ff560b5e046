namespace Baton.Storage;

/// <summary>Roles as they are written: in lower case.</summary>
public static class RoleNames
{
    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Null where no role is called so.</summary>
    public static Role? Find(string name)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            if (Of(role) == name)
            {
                return role;
            }
        }

        return null;
    }

    // A word of a newer version must not turn out to be an administrator.
    internal static Role Read(string name) => Find(name) ?? Role.Viewer;
}
