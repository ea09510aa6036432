using Microsoft.EntityFrameworkCore;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Forms;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Staffing;

/// <summary>Skills: listed for everybody, made, renamed and taken away by administrators.</summary>
public static class SaveSkill
{
    public sealed record Request
    {
        public string Name { get; set; } = "";

        /// <summary>zh-Hans, ja or en makes it a language; empty a subject. Given once, when the skill is made.</summary>
        public string? Language { get; set; }
    }

    public sealed record Item(Guid Id, string Name, SkillKind Kind, string? Language)
    {
        internal static Item Of(Skill skill) => new(skill.Id, skill.Name, skill.Kind, skill.Language);
    }

    public sealed record List(IReadOnlyList<Item> Items);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/skills", async (Kept<SkillBook> book, CancellationToken cancel) =>
                TypedResults.Ok(new List([.. (await book.ReadAsync(cancel)).Skills.Select(skill => new Item(skill.Id, skill.Name, skill.Kind, skill.Language))])))
            .WithSummary("List skills");

        api.MapPost("/skills", async (Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(null, request, cancel)).ToHttp(skill => TypedResults.Created($"/api/v1/skills/{skill.Id}", Item.Of(skill))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Make a skill")
            .Produces<Item>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapPatch("/skills/{id:guid}", async (Guid id, Request request, Handler handler, CancellationToken cancel) =>
                (await handler.HandleAsync(id, request, cancel)).ToHttp(skill => TypedResults.Ok(Item.Of(skill))))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Rename a skill")
            .Produces<Item>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        api.MapDelete("/skills/{id:guid}", async (Guid id, Handler handler, CancellationToken cancel) =>
                (await handler.RemoveAsync(id, cancel)).ToHttp(_ => TypedResults.NoContent()))
            .RequireAuthorization(Permission.Administer)
            .WithSummary("Take a skill away, from everybody who has it too")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public sealed class Handler(IDbContextFactory<AppDb> database, TimeProvider clock)
    {
        private const int MostLevels = 10_000;

        public async Task<Outcome<Skill>> HandleAsync(Guid? id, Request request, CancellationToken cancel)
        {
            if (Check.Name(request.Name, "name", most: 60) is { } refusal)
                return refusal;
            if (id is null && !string.IsNullOrEmpty(request.Language) && Check.Language(request.Language, "language") is { } unknown)
                return unknown;

            await using var db = await database.CreateDbContextAsync(cancel);
            var skill = id is null ? new Skill(request.Name, string.IsNullOrEmpty(request.Language) ? null : request.Language, clock.GetUtcNow()) : await db.Skills.FindAsync([id.Value], cancel);
            if (skill is null)
                return Refusal.NotFound("skill.not_found");

            if (id is null)
                db.Skills.Add(skill);
            skill.Rename(request.Name);
            if (await db.SaveOrRefuseAsync("skill.exists", cancel) is { } taken)
                return taken;
            return skill;
        }

        // What an inbox asks for goes by the same id and is passed over from then on.
        public async Task<Outcome<bool>> RemoveAsync(Guid id, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            if (await db.Skills.FindAsync([id], cancel) is not { } skill)
                return Refusal.NotFound("skill.not_found");

            db.AgentSkills.RemoveRange(await db.AgentSkills.Where(it => it.SkillId == id).OrderBy(it => it.AgentId).Take(MostLevels).ToListAsync(cancel));
            db.Skills.Remove(skill);
            await db.SaveChangesAsync(cancel);
            return true;
        }
    }
}
