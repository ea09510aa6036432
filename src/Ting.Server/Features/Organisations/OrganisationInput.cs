namespace Ting.Server.Features.Organisations;

/// <summary>As the browser posts it.</summary>
public sealed class OrganisationInput
{
    public string? Name { get; set; }
    public string? Tier { get; set; }

    /// <summary>Divided by commas, spaces or lines.</summary>
    public string? Domains { get; set; }

    internal SaveOrganisation.Request ToRequest() => new()
    {
        Name = Name ?? "",
        Tier = Tier,
        Domains = [.. (Domains ?? "").Split([' ', ',', ';', '、', '，', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
    };
}
