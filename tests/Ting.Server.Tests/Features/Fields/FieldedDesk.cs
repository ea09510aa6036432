using System.Net;
using System.Text.Json;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Fields;

/// <summary>A desk that asks for more than every desk does.</summary>
public abstract class FieldedDesk : DeskTest
{
    protected async Task<Guid> HasFieldAsync(string key, string kind, string name, object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(new { key, kind, names = new { en = name, zh = $"中{name}", ja = $"日{name}" } })!.AsObject();
        foreach (var (part, value) in more is null ? [] : JsonSerializer.SerializeToNode(more)!.AsObject().ToArray())
            body[part] = value?.DeepClone();
        return (await Client.PostAsync("/api/v1/fields", body)).GetProperty("id").GetGuid();
    }

    protected Task<Guid> HasShoeAsync() => HasFieldAsync("shoe", "number", "Shoe size", new { unit = "EU", least = 20, most = 50 });

    protected Task<Guid> HasPetsAsync() =>
        HasFieldAsync("pets", "choices", "Pets", new { options = new[] { new { key = "cat", name = new { en = "Cat", zh = "猫", ja = "猫" } }, new { key = "dog", name = new { en = "Dog", zh = "狗", ja = "犬" } } } });

    protected async Task<Guid> HasPersonAsync(string name = "林婉清", string? email = null) =>
        (await Client.PostAsync("/api/v1/people", new { name, identities = email is null ? [] : new[] { new { kind = "email", value = email } } })).GetProperty("id").GetGuid();

    protected Task<JsonElement> WriteAsync(Guid person, object values, HttpStatusCode expected = HttpStatusCode.OK) =>
        Client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{person}/fields", new { values }, expected);

    /// <summary>As JSON, in the order of the fields.</summary>
    protected async Task<string> ValuesAsync(Guid person) => (await Client.ReadAsync($"/api/v1/people/{person}/fields")).GetProperty("values").GetRawText();
}
