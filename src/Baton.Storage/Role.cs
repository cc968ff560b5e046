namespace Baton.Storage;

/// <summary>What a key or a user may do. What each route asks for is declared in the server.</summary>
public enum Role
{
    /// <summary>Everything.</summary>
    Admin,

    /// <summary>Sees everything, captures leads and acts for every rep.</summary>
    Manager,

    /// <summary>Sees and does what is one rep's own.</summary>
    Rep,

    /// <summary>Reads what a manager reads and changes nothing.</summary>
    Viewer,
}
