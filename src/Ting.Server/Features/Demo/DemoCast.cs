using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;

namespace Ting.Server.Features.Demo;

/// <summary>Everybody and everything that the story needs, already in the database.</summary>
internal sealed record DemoCast(
    IReadOnlyList<(DemoStaff Staff, Agent Agent)> Staff,
    IReadOnlyDictionary<string, Inbox> Inboxes,
    IReadOnlyDictionary<string, IReadOnlyList<Person>> People,
    IReadOnlyDictionary<string, DemoScenes> Scenes,
    IReadOnlyDictionary<string, Label> Labels)
{
    public Agent Named(string name) => Staff.Single(it => it.Staff.Name == name).Agent;

    public Person PersonNamed(DemoBrand brand, string name) => People[brand.Key].Single(person => person.Name == name);

    /// <summary>The one whom the scene's words name, or one of the brand by share.</summary>
    public (DemoStaff Staff, Agent Agent) For(DemoBrand brand, DemoScene scene, Random chance)
    {
        if (Names(brand, scene) is { } named)
            return named;

        var own = Staff.Where(it => it.Staff.Brand == brand.Key).ToArray();
        var at = chance.Next(own.Sum(it => it.Staff.Share));
        return own.First(it => (at -= it.Staff.Share) < 0);
    }

    public (DemoStaff Staff, Agent Agent)? Names(DemoBrand brand, DemoScene scene)
    {
        var said = string.Concat(scene.Turns.Select(turn => turn.Text));
        return Staff.Where(it => it.Staff.Brand == brand.Key && said.Contains(it.Staff.Spoken, StringComparison.Ordinal))
            .Select(it => ((DemoStaff, Agent)?)it)
            .FirstOrDefault();
    }

    public (DemoStaff Staff, Agent Agent) SpecialistOf(DemoBrand brand) =>
        Staff.First(it => it.Staff.Brand == brand.Key && it.Staff.Role is Platform.Identity.AgentRole.Specialist);
}
