"""What people of a country are called as citizens, in the form that agrees with "nationality".

CLDR has no such words. Those who are not in the table are named by their country.
"""

from collections.abc import Mapping
from functools import lru_cache

from formengine.fieldtypes.base import Titled
from formengine.fieldtypes.codes import COUNTRIES, by_title, country_name
from formengine.fieldtypes.wording import word

STATELESS = "XX"
"""Two letters that ISO 3166-1 leaves to its users: for those whom no country takes as its own."""

TABLE = """
AF Afghan|afghane|afghana|Afghaanse
AL Albanian|albanaise|albanese|Albanese
AM Armenian|arménienne|armena|Armeense
AO Angolan|angolaise|angolana|Angolese
AR Argentinian|argentine|argentina|Argentijnse
AT Austrian|autrichienne|austriaca|Oostenrijkse
AU Australian|australienne|australiana|Australische
BA Bosnian|bosnienne|bosniaca|Bosnische
BD Bangladeshi|bangladaise|bangladese|Bengalese
BE Belgian|belge|belga|Belgische
BG Bulgarian|bulgare|bulgara|Bulgaarse
BI Burundian|burundaise|burundese|Burundese
BJ Beninese|béninoise|beninese|Beninse
BR Brazilian|brésilienne|brasiliana|Braziliaanse
BY Belarusian|biélorusse|bielorussa|Wit-Russische
CA Canadian|canadienne|canadese|Canadese
CD Congolese (Kinshasa)|congolaise (Kinshasa)|congolese (Kinshasa)|Congolese (Kinshasa)
CG Congolese (Brazzaville)|congolaise (Brazzaville)|congolese (Brazzaville)|Congolese (Brazzaville)
CH Swiss|suisse|svizzera|Zwitserse
CI Ivorian|ivoirienne|ivoriana|Ivoriaanse
CL Chilean|chilienne|cilena|Chileense
CM Cameroonian|camerounaise|camerunese|Kameroense
CN Chinese|chinoise|cinese|Chinese
CO Colombian|colombienne|colombiana|Colombiaanse
CU Cuban|cubaine|cubana|Cubaanse
CV Cape Verdean|cap-verdienne|capoverdiana|Kaapverdische
CY Cypriot|chypriote|cipriota|Cypriotische
CZ Czech|tchèque|ceca|Tsjechische
DE German|allemande|tedesca|Duitse
DK Danish|danoise|danese|Deense
DO Dominican|dominicaine|dominicana|Dominicaanse
DZ Algerian|algérienne|algerina|Algerijnse
EC Ecuadorian|équatorienne|ecuadoriana|Ecuadoraanse
EE Estonian|estonienne|estone|Estse
EG Egyptian|égyptienne|egiziana|Egyptische
ER Eritrean|érythréenne|eritrea|Eritrese
ES Spanish|espagnole|spagnola|Spaanse
ET Ethiopian|éthiopienne|etiope|Ethiopische
FI Finnish|finlandaise|finlandese|Finse
FR French|française|francese|Franse
GB British|britannique|britannica|Britse
GE Georgian|géorgienne|georgiana|Georgische
GH Ghanaian|ghanéenne|ghanese|Ghanese
GN Guinean|guinéenne|guineana|Guinese
GR Greek|grecque|greca|Griekse
HR Croatian|croate|croata|Kroatische
HT Haitian|haïtienne|haitiana|Haïtiaanse
HU Hungarian|hongroise|ungherese|Hongaarse
ID Indonesian|indonésienne|indonesiana|Indonesische
IE Irish|irlandaise|irlandese|Ierse
IL Israeli|israélienne|israeliana|Israëlische
IN Indian|indienne|indiana|Indiase
IQ Iraqi|irakienne|irachena|Iraakse
IR Iranian|iranienne|iraniana|Iraanse
IS Icelandic|islandaise|islandese|IJslandse
IT Italian|italienne|italiana|Italiaanse
JP Japanese|japonaise|giapponese|Japanse
KH Cambodian|cambodgienne|cambogiana|Cambodjaanse
KM Comorian|comorienne|comoriana|Comorese
KR South Korean|sud-coréenne|sudcoreana|Zuid-Koreaanse
LB Lebanese|libanaise|libanese|Libanese
LK Sri Lankan|srilankaise|srilankese|Sri Lankaanse
LT Lithuanian|lituanienne|lituana|Litouwse
LU Luxembourgish|luxembourgeoise|lussemburghese|Luxemburgse
LV Latvian|lettone|lettone|Letse
LY Libyan|libyenne|libica|Libische
MA Moroccan|marocaine|marocchina|Marokkaanse
MD Moldovan|moldave|moldava|Moldavische
ME Montenegrin|monténégrine|montenegrina|Montenegrijnse
MG Malagasy|malgache|malgascia|Malagassische
MK Macedonian|macédonienne|macedone|Macedonische
ML Malian|malienne|maliana|Malinese
MR Mauritanian|mauritanienne|mauritana|Mauritaanse
MT Maltese|maltaise|maltese|Maltese
MU Mauritian|mauricienne|mauriziana|Mauritiaanse
MX Mexican|mexicaine|messicana|Mexicaanse
NG Nigerian|nigériane|nigeriana|Nigeriaanse
NL Dutch|néerlandaise|olandese|Nederlandse
NO Norwegian|norvégienne|norvegese|Noorse
NZ New Zealand|néo-zélandaise|neozelandese|Nieuw-Zeelandse
PE Peruvian|péruvienne|peruviana|Peruaanse
PH Filipino|philippine|filippina|Filipijnse
PK Pakistani|pakistanaise|pakistana|Pakistaanse
PL Polish|polonaise|polacca|Poolse
PS Palestinian|palestinienne|palestinese|Palestijnse
PT Portuguese|portugaise|portoghese|Portugese
RO Romanian|roumaine|rumena|Roemeense
RS Serbian|serbe|serba|Servische
RU Russian|russe|russa|Russische
RW Rwandan|rwandaise|ruandese|Rwandese
SE Swedish|suédoise|svedese|Zweedse
SI Slovenian|slovène|slovena|Sloveense
SK Slovak|slovaque|slovacca|Slowaakse
SN Senegalese|sénégalaise|senegalese|Senegalese
SO Somali|somalienne|somala|Somalische
SR Surinamese|surinamaise|surinamese|Surinaamse
SY Syrian|syrienne|siriana|Syrische
TG Togolese|togolaise|togolese|Togolese
TH Thai|thaïlandaise|thailandese|Thaise
TN Tunisian|tunisienne|tunisina|Tunesische
TR Turkish|turque|turca|Turkse
UA Ukrainian|ukrainienne|ucraina|Oekraïense
US American|américaine|statunitense|Amerikaanse
VE Venezuelan|vénézuélienne|venezuelana|Venezolaanse
VN Vietnamese|vietnamienne|vietnamita|Vietnamese
XK Kosovan|kosovare|kosovara|Kosovaarse
XX stateless|apatride|apolide|staatloos
"""
LANGUAGES = ("en", "fr", "it", "nl")
WORDS: Mapping[str, Mapping[str, str]] = {
    line[:2]: dict(zip(LANGUAGES, line[3:].split("|"), strict=True)) for line in TABLE.strip().splitlines()
}
NATIONALITIES = COUNTRIES | {STATELESS}


def nationality_name(code: str, language: str) -> str:
    named = WORDS.get(code, {})
    if code == STATELESS:
        return word(named, language)
    return named.get(language[:2]) or country_name(code, language)


@lru_cache(maxsize=16)
def nationalities(language: str) -> Titled:
    """Each with its country behind it where that is another word, so that either finds it."""
    return by_title((code, _titled(code, language)) for code in NATIONALITIES)


def _titled(code: str, language: str) -> str:
    name = nationality_name(code, language)
    name = name[:1].upper() + name[1:]
    country = name if code == STATELESS else country_name(code, language)
    return name if country == name or "(" in name else f"{name} ({country})"
