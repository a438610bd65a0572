package redact

// short are words of two letters that texts in many languages have at the beginnings of sentences. They name somebody only
// beside another word of the name.
const short = "ab ad ai al am an as at au be by da de di do du el en er es et ex go he hi ho id if ii il im in ir is it ja je la le lo ma me mi my na ne no nu of oh ok on or os ou pa pm qa si so su ta te to tu um un up us uz va we wo ya zu"

// english are words that are also names, given or of a family. In small letters they name somebody only beside another word
// of the name, in an address, or where programs read.
const english = `
abbot abbott amber ambrose angel apple april archer art ash august autumn bailey baker ball banks barber barker barley barn baron bass bay beach bean bear
beck bell bench berry best bill birch bird bishop black blade blank blessing bliss block bloom blue bolt bond bone book booth bowl bowman boy brand brandy
brass bread bridge bridges bright brook brooks brown buck bull burn bush butcher butler butter cable cage cameron candy cannon cap carol carpenter carter
carver case cash castle chamber chambers champion chance chandler chase cherry child chip church clay clean clever cliff close cloud coach coal cobb coffee
cole collar comfort constant cook cooper corn cotton couch court cousin cox craft crane cross crow crown crystal cup curry curtain dahl dale daily dawn day
dean dear deep diamond dick dill dix dock doll dolly dove down drake draper drew duck duke dull early earl east edge elder ember english even ever fair
fairy faith falcon farmer farrow fast fay fern field fields finch fine finger fish fisher fletcher flint flood flora flower flowers ford foreman forest
foster fountain fowler fox france frank franklin free freedom french friend frost fry fuller gable gale garden garland gay gene gentle gentry german gift
gill glass glen glory glover gold good grace grand grant grave graves gray green greg grey griffin ground grove guy hail hale hall hand hands hank hard hardy
hare harp harper hart harvest hatch haven hawk hay hayward hazel head heart heath heather heaven herb hero herring hill hills hogg holiday holly home honey
hood hooks hope horn house hunt hunter husband ice iris ivory ivy jack jade jasmine jay jean jewel job jolly joy judge jules july june just justice kay keen
key king kitchen kite knight lace lake lamb land lane lark law lawn lead leaf lee light lily lime link lion little lock london long loop lord love low lucky
luck major man mark marks marsh marshal marshall martin mason master masters match max may meadow meadows means mercer mercy merit merry mild miles mill miller
mills mint miracle moon moore more morning moss mount mountain myrtle nail neck new newman nice nick night noble noel noon norm north novel nurse oak oaks
ocean olive oliver opal orange page pain paint painter palm paris park parker parks parson pat patience pay peace peach peacock peak pearl penny pepper perry
peter petal petty phoenix pierce pike pine piper pitt place plant plum poe pointer pole pond poole poor pope porter post potter pound power powers precious
price pride priest prince princess prior proper prudence purple quick quill rain ram ranch ranger ray read reader reason red reed reeve rich ridge ring ripley
river rivers roach rob rock rocky rod roe roman romeo room root rope rose rosemary rowan royal ruby rush russet rust rusty sage sailor saint salt sand
sandy sassy savage savior sawyer saxon say school scott sea seal season self senior serene shade shadow shaft sharp shepherd sheriff ship shore short shy
silver simple singer skinner sky slate sloan small smart smith snow solo somers son sonny sorrow south spark sparks spear speed spice spring squire stack
star stark steady steel steep stem sterling stern stewart still stock stone storey storm story strange street strong style sue summer summers sun sunny swan
swift sword table tailor tanner taylor teal temple terrace terry thorn thorne tiger timber time tom tower towers town trace travel tree trinity tripp true tucker
turner twig tyler union usher vale valentine valley van vest vic victor victory viola violet virtue wade wagner walker wall waller walls ward warden ware warm
warner warren water waters way weaver webb webber week weeks well wells west wheat wheel wheeler white whitehead wild wilder will willow wills winner winter
winters wise wolf wolfe wood woods woody word worth wright yates york young
seller sellers merchant merchants engineer engineers cope till eve per coward crouch nerd rush rusher bland blunt bold brisk busy calm civil clear crisp dark dry fair fat fit flat glad grim happy
heavy keen last lean lowe mild moody muse noble poor proud quiet rash rough royal sad slow sober soft sour steep strict sweet tall tender thin tight tough usual vain vital vivid weak wee
paige peck pitch plain plumb pratt press prime prize proof pry pugh pump purse quest quill racer rail raise rank rate reach rein rent rest ride rise roads roll roof rose round row rule runner sales sample save scale scope score
seat seed sell shift show sides sign sink site size skill sleep slide smart snap speaker spell spend split spot staff stage stamp stand staples step stick stitch stop straw stride string strip study supply surge sweep swing switch tack talent tally tap target task team tell term test text thick think ticket tie tip title toast toll tone tool top torch touch track trade trail train treat trial trick trim trust truth try tune turn twist type unit upton use value view visit voice vote wait walk want wash watch wave wear weave wedge weigh wheel whip wide win wind wing wire wish wonder work
alt bauer baum berg blau braun dorn ernst fink fisch frei fromm fuchs gross grün hahn herz hof horst jung kaiser kern klein koch kohl kraft kranz krause krieg
kunst kurz lang lange langer langen laut klug kluge kluger schnell schnelle starke starker kleine kleiner grosse grosser große großer neue neuer alte alter junge junger reiche reicher rote roter weiße weißer schöne schöner kalt kalte heiss heiß licht linde mai maler markt maurer mayer meister morgen münze nagel neu ost rau recht reich reif rein richter ritter roth sauer schein
schick schmal schneider scholz schön schwarz sommer sonne stamm stark stein stolz strauss süß teuer vogel voll wagen wahl wald weber weiss weiß wenig wild wind winter
wolf zahn zauber zorn zucker
blanc blanco bon bonne bravo brun bueno cabrera campo cara casa cruz delgado doux dulce fuente gallo gracia grande gris guerra haut hermoso hierro leal legrand
lobo marin marron mejor mesa moreno negro nieve noir nuevo paz petit pino plaza prado real rey reyes flores rico reina ramos rojas nieves ríos rios campos torre valle valles vera vergara calle caballero guerrero herrero molina montes palma peña pena prieto romero soto tierra toro vaca zapata rico rojo rose rosso roy rubio rueda santo santos serrano sol sola
torres verde vert vidal viejo villa vega`
